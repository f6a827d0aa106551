// A tab's way to the socket that all tabs share, which lives in a SharedWorker.

import { Port } from "./port.js";
import { startWorker } from "./worker-start.js";
import { WORKER_ADDRESS } from "./worker-address.js";
import { awaitEnd } from "./worker-life.js";

/**
 * @typedef {import("../link/link.js").Link} Link
 * @typedef {import("../link/direct-link.js").Address & { share: boolean | string }} Settings
 *
 * @typedef {object} World what tests hand in another one of
 * @property {(failed: () => void) => import("./port.js").MessageEnd} [connect] to the worker; `failed`: it cannot be run
 * @property {(ended: () => void, signal: AbortSignal) => void} [awaitEnd] of the worker
 * @property {import("../connection/clock.js").Clock} [clock]
 */

/** @implements {Link} */
export class SharedLink {
  #settings;
  #listener;
  #lost;
  #awaitEnd;
  #closed = new AbortController();
  /** @type {Port} */
  #port;
  /** The worker has answered. */
  #worked = false;
  /** Of the connection: each time that it opened has a number. */
  #opening = 0;
  #isConnecting = false;
  #ids = 0;
  /** Of channels. A channel of a pattern has an id from the worker. @type {Map<number | string, import("../channel/view.js").View>} */
  #views = new Map();
  /** @type {Map<number, import("../channel/view.js").PatternView>} */
  #patterns = new Map();
  /** @type {Map<number, import("../file/fetches.js").Sink>} */
  #sinks = new Map();

  /**
   * @param {Settings} settings
   * @param {import("../link/link.js").LinkListener} listener
   * @param {(worked: boolean) => void} lost this link is of no more use; `worked`: there was a worker
   * @param {World} [world]
   * @throws {Error} where there is no SharedWorker
   */
  constructor(settings, listener, lost, { connect = connectToWorker, clock, ...world } = {}) {
    this.#settings = settings;
    this.#listener = listener;
    this.#lost = lost;
    this.#awaitEnd = world.awaitEnd ?? ((ended, signal) => awaitEnd(WORKER_ADDRESS, ended, signal));
    const end = connect(() => this.#gone());
    this.#port = new Port(end, this.#functions(), { gone: () => this.#gone(), answerMillis: ANSWER_MILLIS, clock });
    const { url, token, getToken, reconnect, share, deflate } = settings;
    this.#port.call("join", { url, token, reconnect, share, deflate, asksToken: getToken !== undefined });
  }

  connect() {
    if (this.#isConnecting) return this.#port.call("connect");
    this.#isConnecting = true;
    this.#listener.state({ name: "connecting" });
    // A worker that cannot be loaded fires an event, but not in all browsers.
    this.#port.check();
  }

  /** @param {string} text */
  send(text) {
    this.#port.call("send", this.#opening, text);
  }

  /** @type {Link["follow"]} */
  follow(channel, view, options) {
    const id = ++this.#ids;
    this.#views.set(id, view);
    this.#port.call("follow", id, channel, options);
    return () => {
      this.#views.delete(id);
      this.#port.call("leave", id);
    };
  }

  /** @type {Link["followPattern"]} */
  followPattern(pattern, view, options) {
    const id = ++this.#ids;
    this.#patterns.set(id, view);
    this.#port.call("followPattern", id, pattern, options);
    return () => {
      this.#patterns.delete(id);
      for (const key of this.#views.keys()) if (String(key).startsWith(`${id}.`)) this.#views.delete(key);
      this.#port.call("leave", id);
    };
  }

  /** @type {Link["fetch"]} */
  fetch(channel, file, options, sink) {
    const id = ++this.#ids;
    this.#sinks.set(id, sink);
    this.#port.call("fetch", id, channel, file, options);
    return {
      acknowledge: (position) => this.#port.call("taken", id, position),
      close: () => {
        this.#sinks.delete(id);
        this.#port.call("leave", id);
      },
    };
  }

  wake() {
    this.#port.call("wake");
    this.#port.check();
  }

  retryNow() {
    this.#port.call("retryNow");
  }

  /** @param {boolean} hidden */
  hide(hidden) {
    this.#port.call("hide", hidden);
  }

  close() {
    this.#closed.abort();
    this.#port.close();
  }

  #functions() {
    const { message, problem, taken } = this.#listener;
    return {
      state: (/** @type {import("../connection/state.js").State} */ state, /** @type {number} */ opening) => {
        this.#begin();
        this.#opening = opening;
        this.#listener.state(state);
      },
      message,
      taken,
      problem: (/** @type {string} */ words) => problem(new Error(words)),
      show: (/** @type {number | string} */ id, /** @type {number} */ number, /** @type {any} */ shows) =>
        this.#views.get(id)?.show(shows, () => this.#port.call("shown", id, number)),
      tell: (/** @type {number | string} */ id, /** @type {"gap"} */ what, /** @type {[any]} */ values) =>
        this.#views.get(id)?.[what]?.(...values),
      channel: (/** @type {number} */ id, /** @type {string} */ viewId, /** @type {string} */ channel) => {
        const view = this.#patterns.get(id)?.channel(channel);
        if (view) this.#views.set(viewId, view);
      },
      gone: (/** @type {number} */ id, /** @type {string} */ viewId, /** @type {string} */ channel) => {
        this.#views.delete(viewId);
        this.#patterns.get(id)?.gone?.(channel);
      },
      tellPattern: (/** @type {number} */ id, /** @type {"refused"} */ what, /** @type {any} */ value) =>
        this.#patterns.get(id)?.[what]?.(value),
      tellSink: (/** @type {number} */ id, /** @type {"piece"} */ what, /** @type {[any, any]} */ values) =>
        this.#sinks.get(id)?.[what](...values),
      askToken: (/** @type {number} */ request) => this.#giveToken(request),
    };
  }

  /** @param {number} request */
  async #giveToken(request) {
    try {
      this.#port.call("token", request, await this.#settings.getToken?.());
    } catch (error) {
      const { status } = /** @type {{ status?: unknown }} */ (error ?? {});
      this.#port.call("noToken", request, error instanceof Error ? error.message : String(error), Number(status));
    }
  }

  /** The worker has answered: it lives. */
  #begin() {
    if (!this.#worked) this.#awaitEnd(() => this.#gone(), this.#closed.signal);
    this.#worked = true;
  }

  #gone() {
    if (this.#closed.signal.aborted) return;
    this.close();
    this.#lost(this.#worked);
  }
}

/** @param {() => void} failed */
function connectToWorker(failed) {
  const worker = startWorker();
  worker.onerror = failed;
  return worker.port;
}

/** For an answer of the worker, which has to be loaded first. */
const ANSWER_MILLIS = 10_000;
