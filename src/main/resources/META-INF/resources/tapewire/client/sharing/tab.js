// One tab, as the shared worker knows it: what it follows, and whether somebody looks at it.

import { Port } from "./port.js";

/**
 * @typedef {import("../connection/state.js").State} State
 * @typedef {import("../channel/view.js").View} View
 *
 * @typedef {object} Wish what tabs must agree in to share a connection
 * @property {string} url
 * @property {string} [token]
 * @property {boolean} asksToken whether tabs are asked for a token
 * @property {{ maxAttempts: number, initialDelay: number, maxDelay: number }} reconnect
 * @property {boolean | string} share
 * @property {boolean} [deflate]
 */

export class Tab {
  #port;
  /** @type {import("./shared-connection.js").SharedConnection | undefined} */
  #connection;
  /** What it follows, each with the function that ends it. @type {Map<number, () => void>} */
  #follows = new Map();
  /** @type {Map<number, import("../file/fetches.js").Fetching>} */
  #fetches = new Map();
  /** What it was given and has not shown, by follow and number. @type {Map<string, () => void>} */
  #unshown = new Map();
  #numbers = 0;
  /** @type {Map<number, { resolve: (token: string) => void, reject: (error: Error) => void }>} */
  #tokens = new Map();
  isHidden = false;

  /**
   * @param {import("./port.js").MessageEnd} end
   * @param {(wish: Wish) => import("./shared-connection.js").SharedConnection} connectionFor
   * @param {import("../connection/clock.js").Clock} [clock]
   */
  constructor(end, connectionFor, clock) {
    const functions = this.#functions(connectionFor);
    this.#port = new Port(end, functions, { gone: () => this.#quit(), answerMillis: ANSWER_MILLIS, clock });
  }

  /** @param {State} state @param {number} opening how often the connection has been opened */
  state(state, opening) {
    this.#port.call("state", state, opening);
  }

  /** @param {import("../connection/protocol.js").Envelope} envelope */
  message(envelope) {
    this.#port.call("message", envelope);
  }

  /** @param {Error} error */
  problem(error) {
    this.#port.call("problem", error.message);
  }

  taken() {
    this.#port.call("taken");
  }

  /** @returns {Promise<string>} */
  askToken() {
    const request = ++this.#numbers;
    this.#port.call("askToken", request);
    return new Promise((resolve, reject) => this.#tokens.set(request, { resolve, reject }));
  }

  /** @param {(wish: Wish) => import("./shared-connection.js").SharedConnection} connectionFor @returns {Record<string, (...values: any[]) => void>} */
  #functions(connectionFor) {
    return {
      join: (wish) => {
        this.#connection = connectionFor(wish);
        this.#connection.join(this);
      },
      connect: () => this.#connection?.connect(),
      send: (opening, text) => this.#connection?.send(this, opening, text),
      follow: (id, channel, options) => this.#began(id, this.#connection?.follow(channel, this.#view(id), options)),
      followPattern: (id, pattern, options) => this.#began(id, this.#connection?.followPattern(pattern, this.#patternView(id), options)),
      fetch: (id, channel, file, options) => {
        const fetching = this.#connection?.fetch(channel, file, options, this.#sink(id));
        if (fetching) this.#fetches.set(id, fetching);
        this.#began(id, fetching?.close);
      },
      taken: (id, position) => this.#fetches.get(id)?.acknowledge(position),
      leave: (id) => this.#leave(id),
      shown: (id, number) => this.#shown(`${id}/${number}`),
      wake: () => this.#connection?.wake(),
      retryNow: () => this.#connection?.retryNow(),
      hide: (hidden) => {
        this.isHidden = hidden;
        this.#connection?.look();
      },
      token: (request, token) => this.#take(request)?.resolve(token),
      noToken: (request, words, status) => this.#take(request)?.reject(Object.assign(new Error(words), { status })),
    };
  }

  /** @param {number} id @param {(() => void) | undefined} stop */
  #began(id, stop) {
    if (stop) this.#follows.set(id, stop);
  }

  /** @param {number} id @returns {import("../file/fetches.js").Sink} */
  #sink(id) {
    const tell =
      (/** @type {string} */ what) =>
      (/** @type {unknown[]} */ ...values) =>
        this.#port.call("tellSink", id, what, values);
    return { piece: tell("piece"), fetched: tell("fetched"), refused: tell("refused") };
  }

  /** @param {number} id @returns {import("../channel/view.js").PatternView} */
  #patternView(id) {
    /** The ids of the channels' views. @type {Map<string, string>} */
    const views = new Map();
    return {
      channel: (channel) => {
        const view = `${id}.${++this.#numbers}`;
        views.set(channel, view);
        this.#port.call("channel", id, view, channel);
        return this.#view(view);
      },
      gone: (channel) => {
        const view = views.get(channel);
        views.delete(channel);
        if (view) this.#forget(view);
        this.#port.call("gone", id, view, channel);
      },
      incomplete: (refusal) => this.#port.call("tellPattern", id, "incomplete", refusal),
      refused: (refusal) => this.#port.call("tellPattern", id, "refused", refusal),
    };
  }

  /** @param {number | string} id @returns {View} */
  #view(id) {
    const tell =
      (/** @type {string} */ what) =>
      (/** @type {unknown[]} */ ...values) =>
        this.#port.call("tell", id, what, values);
    return {
      show: (message, shown) => {
        const number = ++this.#numbers;
        this.#unshown.set(`${id}/${number}`, shown);
        this.#port.call("show", id, number, message);
      },
      gap: tell("gap"),
      reset: tell("reset"),
      newLog: tell("newLog"),
      subscribed: tell("subscribed"),
      refused: tell("refused"),
    };
  }

  /** @param {string} key */
  #shown(key) {
    const shown = this.#unshown.get(key);
    this.#unshown.delete(key);
    shown?.();
  }

  /** @param {number} id */
  #leave(id) {
    this.#follows.get(id)?.();
    this.#follows.delete(id);
    this.#fetches.delete(id);
    this.#forget(id);
  }

  /** What this view, or a channel's view of this pattern, has not shown needs no acknowledgement. @param {number | string} id */
  #forget(id) {
    for (const key of this.#unshown.keys()) if (key.startsWith(`${id}/`) || key.startsWith(`${id}.`)) this.#unshown.delete(key);
  }

  /** @param {number} request */
  #take(request) {
    const token = this.#tokens.get(request);
    this.#tokens.delete(request);
    return token;
  }

  #quit() {
    this.#port.close();
    for (const stop of this.#follows.values()) stop();
    this.#follows.clear();
    this.#fetches.clear();
    this.#unshown.clear();
    for (const { reject } of this.#tokens.values()) reject(new Error("the tab that was asked for a token is gone"));
    this.#tokens.clear();
    this.#connection?.leave(this);
  }
}

/** A tab that does not answer for so long has crashed, or is frozen and comes again when it is looked at. */
const ANSWER_MILLIS = 40_000;
