// The client that applications use: connects, follows channels, sends, and tells of states and messages.

import { Access } from "../connection/access.js";
import { onAttention } from "../connection/attention.js";
import { encode, isPattern } from "../connection/protocol.js";
import { CLOSED, IDLE } from "../connection/state.js";
import { channelMessages, patternMessages } from "./channel-messages.js";
import { FileFetch } from "./file-fetch.js";
import { Following } from "./following.js";
import { Handlers } from "./handlers.js";
import { Links } from "./links.js";
import { settle, whole } from "./options.js";
import { Outbox } from "./outbox.js";
import { PatternFollowing } from "./pattern-following.js";

/**
 * @typedef {import("../connection/state.js").State} State
 * @typedef {import("../connection/state.js").StateName} StateName
 * @typedef {import("../connection/protocol.js").Envelope} Envelope
 * @typedef {import("../channel/view.js").View} View
 * @typedef {import("../channel/view.js").FollowOptions} FollowOptions
 * @typedef {import("../channel/view.js").PatternView} PatternView
 * @typedef {import("../channel/view.js").PatternOptions} PatternOptions
 * @typedef {import("./file-fetch.js").FetchFileOptions} FetchFileOptions
 * @typedef {import("./options.js").ClientOptions} ClientOptions
 *
 * @typedef {Omit<State, "name"> & { newState: StateName, oldState: StateName }} StateChange the details belong to the new state
 *
 * @typedef {import("./links.js").World & { attention?: typeof onAttention }} World
 */

/**
 * All functions may be passed on without their object.
 */
export class WebSocketClient {
  #settings;
  #world;
  #access;
  #links;
  #handlers = new Handlers();
  #stateHandlers = new Handlers();
  #outbox;
  /** @type {Set<Following | PatternFollowing | FileFetch>} */
  #followings = new Set();
  /** @type {import("../link/link.js").Link | undefined} */
  #link;
  /** @type {(() => void) | undefined} */
  #ignoreAttention;
  #hidden = false;
  #status = IDLE;

  /** @param {ClientOptions} options @param {World} [world] */
  constructor(options, world = {}) {
    this.#settings = settle(options);
    this.#world = world;
    this.#access = new Access(this.#settings, world.direct);
    this.#links = new Links(this.#settings, world);
    this.#outbox = new Outbox((text) => this.#link?.send(text), this.#settings.queue);
    const tell = (/** @type {Envelope} */ envelope) => this.#handlers.tell(envelope.type, envelope);
    for (const channel of new Set(this.#settings.channels)) {
      if (isPattern(channel)) this.followPattern(channel, patternMessages(channel, tell));
      else this.follow(channel, channelMessages(channel, tell));
    }
  }

  /** @returns {StateName} */
  get state() {
    return this.#status.name;
  }

  /** The state with its details; the same object until the next change. */
  get status() {
    return this.#status;
  }

  get isConnected() {
    return this.state === "open";
  }

  /** Connects, and from then on comes back by itself. Without effect while that goes on. */
  connect = () => {
    if (this.#link) return this.#link.connect();
    const { attention = globalThis.document ? onAttention : undefined } = this.#world;
    this.#ignoreAttention ??= attention?.({
      wake: () => this.#wake(),
      hidden: (hidden) => this.#hide(hidden),
      // No browser keeps a page with an open connection in its back/forward cache; Safari closes the connection without telling the page.
      away: () => this.#lose(),
    });
    this.#open();
  };

  /** Ends the connection for good. What has not been sent is forgotten; positions are kept for another `connect()`. */
  disconnect = () => {
    this.#ignoreAttention?.();
    this.#ignoreAttention = undefined;
    this.#leave();
    this.#outbox.clear();
    this.#enter(CLOSED);
  };

  /** Attempts to connect at once instead of later, or again after having given up. */
  retryNow = () => {
    if (this.#link) this.#link.retryNow();
    else if (this.state === "failed") this.#open();
  };

  /**
   * The answer of the server to a request over HTTP, with this client's token.
   *
   * @param {string} path below the application's root, as `channels/build/tasks`
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {Promise<Response>} rejected as that of `fetch`, and when nothing comes for 30 s
   */
  get = (path, options) => this.#access.get(path, options);

  /**
   * Sends a message to the server; without a connection as soon as there is one, in order.
   *
   * @param {string} type
   * @param {object} [data]
   * @param {{ channel?: string, id?: string }} [fields] of the envelope
   * @returns {boolean} false: too much waits already, and this message will not be sent
   * @throws {TypeError} for a type with which the library follows channels and fetches files
   */
  send = (type, data, { channel, id } = {}) => {
    if (OWN_TYPES.has(type)) throw new TypeError(`"${type}" is sent by follow() and fetchFile()`);
    return this.#outbox.add(encode(type, { channel, id, data }));
  };

  /**
   * Calls the handler for messages: those of the client's `channels`, and those that belong to no channel.
   *
   * @param {string} type or `*` for all
   * @param {(message: Envelope) => void} handler
   * @returns {() => void} unsubscribes
   */
  subscribe = (type, handler) => this.#handlers.add(type, handler);

  /**
   * Follows a channel with a position, a window and acknowledgement, on the same connection.
   *
   * @param {string} channel
   * @param {View} view
   * @param {FollowOptions} [options]
   * @throws {TypeError} for a pattern, and if the view has no function `show`
   * @throws {RangeError} if `windowBytes` is no whole number from 1 on
   */
  follow = (channel, view, options = {}) => {
    if (isPattern(channel)) throw new TypeError(`the pattern "${channel}" is followed by followPattern()`);
    if (typeof view?.show !== "function") throw new TypeError("a view has a function show");
    return this.#begin(new Following(channel, view, checked(options), (closed) => this.#followings.delete(closed)));
  };

  /**
   * Follows all channels that fit a pattern, those of now and those that come, each with a view and a position of its own.
   *
   * @param {string} pattern such as `build/*` or `build/**`
   * @param {PatternView} view
   * @param {PatternOptions} [options]
   * @throws {RangeError} if `windowBytes` is no whole number from 1 on
   * @throws {TypeError} for the name of one channel
   */
  followPattern = (pattern, view, options = {}) => {
    if (!isPattern(pattern)) throw new TypeError(`the channel "${pattern}" is followed by follow()`);
    return this.#begin(new PatternFollowing(pattern, view, checked(options), (closed) => this.#followings.delete(closed)));
  };

  /**
   * Fetches a published file over the socket, and goes on where it stands after each loss.
   *
   * @param {string} channel
   * @param {string} file the id in its record
   * @param {FetchFileOptions} [options]
   * @returns {Promise<Blob>} what was published, compared with its hash; rejected with a `FetchError`, whose `code` says why, or with the signal's reason
   * @throws {RangeError} if `from` or `window` is no such number
   */
  fetchFile = (channel, file, options = {}) => {
    const fetch = new FileFetch(channel, file, options, (closed) => this.#followings.delete(closed));
    if (!options.signal?.aborted) this.#begin(fetch);
    return fetch.result;
  };

  /**
   * @param {(change: StateChange) => void} handler
   * @returns {() => void} ends it
   */
  onStateChange = (handler) => this.#stateHandlers.add("state", handler);

  /** @template {Following | PatternFollowing | FileFetch} F @param {F} following @returns {F} */
  #begin(following) {
    this.#followings.add(following);
    if (this.#link) following.attach(this.#link);
    return following;
  }

  #open() {
    const isCurrent = () => link === this.#link;
    /** @type {import("../link/link.js").Link} */
    const link = this.#links.make(this.#listener(isCurrent), () => isCurrent() && this.#replace());
    this.#link = link;
    link.hide(this.#hidden);
    for (const following of this.#followings) following.attach(link);
    link.connect();
  }

  /** Leaves a link that is of no use any more. */
  #lose() {
    const { maxAttempts } = this.#settings.reconnect;
    this.#leave();
    if (this.isConnected) this.#enter({ name: "reconnecting", attempt: 1, maxAttempts });
  }

  #replace() {
    this.#lose();
    this.#open();
  }

  /** A listener that ignores a link that is no longer in use. @param {() => boolean} isCurrent @returns {import("../link/link.js").LinkListener} */
  #listener(isCurrent) {
    return {
      state: (state) => isCurrent() && this.#enter(state),
      message: (envelope) => isCurrent() && this.#handlers.tell(envelope.type, envelope),
      problem: (error) => console.warn("tapewire:", error.message),
      taken: () => isCurrent() && this.#outbox.taken(),
    };
  }

  #leave() {
    for (const following of this.#followings) following.detach();
    const link = this.#link;
    this.#link = undefined;
    link?.close();
  }

  #wake() {
    if (this.#link) this.#link.wake();
    // A refusal is final, also for a page that comes from the back/forward cache.
    else if (this.#status.code === undefined) this.#open();
  }

  /** @param {boolean} hidden */
  #hide(hidden) {
    this.#hidden = hidden;
    this.#link?.hide(hidden);
  }

  /** @param {State} state */
  #enter(state) {
    const { name: newState, ...details } = state;
    const { name: oldState } = this.#status;
    // Another link begins with its own first attempt.
    if (newState === "connecting" && (oldState === "connecting" || oldState === "reconnecting")) return;
    this.#status = state;
    // First what has waited, then what a handler sends.
    if (newState === "open") this.#outbox.opened();
    else this.#outbox.interrupted();
    this.#stateHandlers.tell("state", { ...details, newState, oldState });
  }
}

/** @template {{ windowBytes?: number }} O @param {O} options @returns {O} */
function checked(options) {
  if (options.windowBytes !== undefined) whole("windowBytes", options.windowBytes, MOST_WINDOW_BYTES);
  return options;
}

/** The server takes no larger one. */
const MOST_WINDOW_BYTES = 2 ** 31 - 1;
/** What only the library sends: it keeps account of what is followed, fetched and shown. */
const OWN_TYPES = new Set(["subscribe", "unsubscribe", "ack", "fetch", "cancel"]);
