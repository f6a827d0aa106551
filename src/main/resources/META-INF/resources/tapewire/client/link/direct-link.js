// A socket of one's own, and the channels that are followed on it.

import { Feeds } from "../channel/feeds.js";
import { Past } from "../channel/past.js";
import { Access } from "../connection/access.js";
import { Backoff } from "../connection/backoff.js";
import { systemClock } from "../connection/clock.js";
import { Connection } from "../connection/connection.js";
import { Renewal } from "../connection/renewal.js";
import { Retries } from "../connection/retries.js";
import { Fetches } from "../file/fetches.js";

/**
 * @typedef {object} Address
 * @property {string} url
 * @property {string} [token]
 * @property {() => string | Promise<string>} [getToken]
 * @property {{ maxAttempts: number, initialDelay: number, maxDelay: number }} reconnect
 * @property {boolean} [deflate]
 *
 * @typedef {object} World what tests hand in another one of
 * @property {import("../connection/clock.js").Clock} [clock]
 * @property {() => number} [random]
 * @property {typeof import("../connection/socket.js").openSocket} [open]
 * @property {typeof globalThis.fetch} [fetch]
 * @property {string} [origin] of the page
 */

/**
 * @typedef {import("./link.js").Link} Link
 * @implements {Link}
 */
export class DirectLink {
  #connection;
  #feeds;
  #fetches;
  #past;
  #listener;
  /** @type {Renewal | undefined} */
  #renewal;

  /**
   * @param {Address} address
   * @param {import("./link.js").LinkListener} listener
   * @param {World} [world]
   */
  constructor(address, listener, { clock, random, open, fetch, origin } = {}) {
    const { maxAttempts, initialDelay, maxDelay } = address.reconnect;
    const access = new Access(address, { fetch, clock, origin });
    this.#listener = listener;
    this.#connection = new Connection({
      address: () => access.socketAddress(),
      status: (signal) => access.status(signal),
      deflate: address.deflate,
      renewsToken: address.getToken !== undefined,
      retries: new Retries({
        maxAttempts,
        backoff: new Backoff({ firstMillis: initialDelay, capMillis: maxDelay, random }),
      }),
      clock,
      open,
      listener: {
        state: (state) => this.#entered(state),
        message: (envelope) => this.#received(envelope),
        piece: (piece) => this.#fetches.piece(piece),
        problem: listener.problem,
      },
    });
    if (address.getToken) {
      this.#renewal = new Renewal({
        freshToken: () => access.freshToken(),
        send: (type, fields) => this.#connection.send(type, fields),
        problem: listener.problem,
        clock: clock ?? systemClock,
      });
    }
    this.#past = new Past({
      get: (path, options) => access.get(path, options),
      problem: listener.problem,
      refused: (status) => this.#connection.refuse(status),
      clock,
    });
    const upstream = {
      /** @type {Connection["send"]} */
      send: (type, fields) => this.#connection.send(type, fields),
      isOpen: () => this.#connection.state.name === "open",
    };
    this.#fetches = new Fetches(upstream);
    this.#feeds = new Feeds({
      ...upstream,
      past: this.#past,
      clock,
    });
  }

  get state() {
    return this.#connection.state;
  }

  connect() {
    this.#connection.connect();
  }

  /** @type {Link["send"]} */
  send(text) {
    if (this.#connection.sendText(text)) this.#listener.taken();
  }

  /** @type {Link["follow"]} */
  follow(channel, view, options) {
    return this.#feeds.follow(channel, view, options);
  }

  /** @type {Link["followPattern"]} */
  followPattern(pattern, view, options) {
    return this.#feeds.followPattern(pattern, view, options);
  }

  /** @type {Link["fetch"]} */
  fetch(channel, file, options, sink) {
    return this.#fetches.fetch(channel, file, options, sink);
  }

  wake() {
    this.#connection.wake();
  }

  retryNow() {
    this.#connection.retryNow();
  }

  /** @param {boolean} hidden */
  hide(hidden) {
    this.#connection.hidden = hidden;
  }

  close() {
    this.#connection.disconnect();
    this.#past.renew();
  }

  /** @param {import("../connection/state.js").State} state */
  #entered(state) {
    // Before the application's own messages, which wait for this state: its channels come first.
    if (state.name === "open") {
      this.#past.renew();
      this.#feeds.request();
      this.#fetches.request();
    } else this.#renewal?.stop();
    this.#listener.state(state);
  }

  /** @param {import("../connection/protocol.js").Envelope} envelope */
  #received(envelope) {
    if (this.#renewal?.receive(envelope) || this.#fetches.receive(envelope)) return;
    if (!this.#feeds.receive(envelope)) this.#listener.message(envelope);
  }
}
