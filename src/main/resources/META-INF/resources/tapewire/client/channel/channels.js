// Keeps a list of the server's channels up to date while somebody looks at it.

import { Backoff } from "../connection/backoff.js";
import { systemClock } from "../connection/clock.js";

/**
 * @typedef {object} Channel
 * @property {string} name
 * @property {number} [viewers]
 * @property {number} [bytes]
 * @property {string | number} [updated]
 * @property {number} [offset]
 * @property {any} [run] the run that began last
 */

export class Channels {
  #listener;
  #fetch;
  #clock;
  #backoff;
  #running = false;
  #fetching = false;
  /** @type {(() => void) | undefined} */
  #cancel;

  /**
   * @param {object} options
   * @param {{ listed(channels: Channel[]): void, failed(status: number | undefined): void }} options.listener
   * @param {() => Promise<Response>} options.fetch asks the server for them
   * @param {import("../connection/clock.js").Clock} [options.clock]
   * @param {Backoff} [options.backoff]
   */
  constructor({ listener, fetch, clock = systemClock, backoff = new Backoff({ firstMillis: 2_000 }) }) {
    this.#listener = listener;
    this.#fetch = fetch;
    this.#clock = clock;
    this.#backoff = backoff;
  }

  start() {
    if (this.#running) return;
    this.#running = true;
    return this.#refresh();
  }

  stop() {
    this.#running = false;
    this.#cancel?.();
  }

  /** Asks now, and goes on asking. */
  async #refresh() {
    if (this.#fetching) return;
    this.#cancel?.();
    this.#fetching = true;
    const wait = await this.#ask().finally(() => (this.#fetching = false));
    if (this.#running && wait !== undefined) {
      this.#cancel = this.#clock.after(wait, () => this.#refresh());
    }
  }

  /** @returns {Promise<number | undefined>} how long to wait for the next time; none when the session is over */
  async #ask() {
    let response;
    try {
      response = await this.#fetch();
      if (response.ok) {
        const { channels } = await response.json();
        this.#backoff.reset();
        this.#listener.listed(channels);
        return REFRESH_MILLIS;
      }
    } catch (error) {
      // No network, or a half answer; anything else is a mistake in here.
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    }
    this.#listener.failed(response?.status);
    return response?.status === 401 ? undefined : REFRESH_MILLIS + this.#backoff.next();
  }
}

const REFRESH_MILLIS = 3_000;
