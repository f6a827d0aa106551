// One connection for all channels of a page: keeps itself alive, comes back by itself, and says in which state it is.

import { Backoff } from "./backoff.js";
import { systemClock } from "./clock.js";
import { Heartbeat } from "./heartbeat.js";
import { decode, encode, isKnown, isRecord, ProtocolError } from "./protocol.js";
import { openSocket } from "./socket.js";
import { Subscription } from "../channel/subscription.js";

/**
 * @typedef {object} State
 * @property {"connecting" | "live" | "waiting" | "denied" | "closed"} name
 * @property {number} [retryAt] when waiting: the time of the next try, by the connection's clock
 * @property {number} [code] when denied: the HTTP status or the close code
 * @property {string} [reason] when denied: what the server said, if anything
 */

/** Fires `state` (detail: State) and `problem` (detail: Error, for what the server sent and the client cannot use). */
export class Connection extends EventTarget {
  #options;
  #clock;
  #backoff;
  #heartbeat;
  /** @type {Map<string, Subscription>} */
  #subscriptions = new Map();
  /** @type {import("./socket.js").Socket | undefined} */
  #socket;
  /** @type {(() => void) | undefined} */
  #cancel;
  #liveSince = 0;
  #keys = 0;
  #unwake;
  /** @type {State} */
  state = { name: "closed" };

  /**
   * @param {object} options
   * @param {string | URL} options.url
   * @param {Backoff} [options.backoff]
   * @param {import("./clock.js").Clock} [options.clock]
   * @param {(url: string | URL, handler: import("./socket.js").SocketHandler) => import("./socket.js").Socket} [options.open]
   * @param {() => Promise<number | undefined>} [options.status] the HTTP status of the session, asked when a connection fails
   * @param {(call: () => void) => () => void} [options.wake] tells of moments that are worth a try at once
   */
  constructor(options) {
    super();
    this.#options = { open: openSocket, ...options };
    this.#clock = options.clock ?? systemClock;
    this.#backoff = options.backoff ?? new Backoff();
    this.#heartbeat = new Heartbeat({
      clock: this.#clock,
      ask: () => this.#send("ping"),
      dead: () => this.#lost({ code: 1006, reason: "" }),
    });
    this.#unwake = options.wake?.(() => this.retryNow());
    this.#connect();
  }

  /** @param {string} channel */
  has(channel) {
    return this.#subscriptions.has(channel);
  }

  get size() {
    return this.#subscriptions.size;
  }

  /**
   * @param {string} channel
   * @param {import("../channel/subscription.js").View} view
   * @param {{ windowBytes?: number }} [options]
   */
  subscribe(channel, view, options) {
    if (this.has(channel)) throw new Error(`already subscribed to ${channel}`);
    const key = `s${++this.#keys}`;
    const send = this.#send.bind(this);
    const subscription = new Subscription({ channel, view, send, key, clock: this.#clock, ...options });
    this.#subscriptions.set(channel, subscription);
    if (this.state.name === "live") subscription.request();
    return subscription;
  }

  /** @param {Subscription} subscription */
  unsubscribe(subscription) {
    const { channel } = subscription;
    subscription.close();
    if (this.#subscriptions.get(channel) !== subscription) return;
    this.#subscriptions.delete(channel);
    if (this.state.name === "live") this.#send("unsubscribe", { channel });
  }

  /** Doesn't wait any longer; on a connection that looks alive, makes sure that it is. */
  retryNow() {
    if (this.state.name === "waiting") this.#connect();
    else if (this.state.name === "live") this.#heartbeat.check();
  }

  close() {
    this.#unwake?.();
    this.#leave();
    this.#enter({ name: "closed" });
  }

  #connect() {
    this.#leave();
    this.#enter({ name: "connecting" });
    let opened = false;
    this.#socket = this.#options.open(this.#options.url, {
      opened: () => (opened = true),
      received: (text) => this.#received(text),
      closed: (end) => this.#lost(end, opened),
    });
    this.#cancel = this.#clock.after(CONNECT_MILLIS, () => this.#lost({ code: 1006, reason: "" }));
  }

  #leave() {
    this.#cancel?.();
    this.#heartbeat.stop();
    this.#socket?.close();
    this.#socket = undefined;
  }

  /** @param {{ code: number, reason: string }} end */
  #lost({ code, reason }, opened = true) {
    const wasStable = this.state.name === "live" && this.#clock.now() - this.#liveSince >= STABLE_MILLIS;
    this.#leave();
    if (isFinal(code)) return this.#enter({ name: "denied", code, reason });
    if (wasStable) this.#backoff.reset();
    const wait = this.#backoff.next();
    this.#enter({ name: "waiting", retryAt: this.#clock.now() + wait });
    this.#cancel = this.#clock.after(wait, () => this.#connect());
    if (!opened) this.#askWhy();
  }

  async #askWhy() {
    const status = await this.#options.status?.();
    if ((status === 401 || status === 403) && this.#isTrying) {
      this.#leave();
      this.#enter({ name: "denied", code: status });
    }
  }

  get #isTrying() {
    return this.state.name === "waiting" || this.state.name === "connecting";
  }

  /** @param {string} text */
  #received(text) {
    this.#heartbeat.heard();
    let envelope;
    try {
      envelope = decode(text);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return this.#problem(error);
    }
    if (envelope.type === "connected") return this.#live();
    if (!isKnown(envelope.type) && !isRecord(envelope)) return this.#problem(new ProtocolError(`unknown type ${envelope.type}`));
    if (envelope.type === "error") return this.#refused(envelope);
    if (envelope.channel) this.#subscriptions.get(envelope.channel)?.receive(envelope);
  }

  #live() {
    this.#cancel?.();
    this.#liveSince = this.#clock.now();
    this.#heartbeat.start();
    this.#enter({ name: "live" });
    for (const subscription of this.#subscriptions.values()) subscription.request();
  }

  /** @param {import("./protocol.js").Envelope} envelope */
  #refused(envelope) {
    const key = envelope.id?.split("#")[0];
    const subscription = [...this.#subscriptions.values()].find((candidate) => candidate.key === key);
    if (subscription) subscription.receive(envelope);
    else this.#problem(new ProtocolError(`refused: ${envelope.data.message}`));
  }

  /** @param {string} type @param {{ channel?: string, id?: string, data?: object }} [fields] */
  #send(type, fields) {
    this.#socket?.send(encode(type, fields));
  }

  /** @param {State} state */
  #enter(state) {
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }

  /** @param {Error} error */
  #problem(error) {
    this.dispatchEvent(new CustomEvent("problem", { detail: error }));
  }
}

/** Whether a close code says: don't come back. @param {number} code */
function isFinal(code) {
  return code === 1008 || (code >= 4400 && code <= 4499);
}

/** The longest wait for a connection to be made and the server's first word on it. */
const CONNECT_MILLIS = 10_000;
/** A connection that lived so long was a good one: the next loss starts with short waits again. */
const STABLE_MILLIS = 5_000;
