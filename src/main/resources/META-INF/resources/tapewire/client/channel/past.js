// What was sent of a channel earlier, asked for over HTTP: one request at a time, and again when it fails.

import { pathOf } from "../connection/address.js";
import { Backoff } from "../connection/backoff.js";
import { systemClock } from "../connection/clock.js";
import { decode } from "../connection/protocol.js";

/** @typedef {import("../connection/protocol.js").Envelope} Envelope */

export class Past {
  #get;
  #clock;
  #backoff;
  #problem;
  /** Ends when all requests before have been answered. @type {Promise<void>} */
  #last = Promise.resolve();

  /**
   * @param {object} options
   * @param {(path: string) => Promise<Response>} options.get a path below the application's root
   * @param {(error: Error) => void} options.problem
   * @param {import("../connection/clock.js").Clock} [options.clock]
   * @param {Backoff} [options.backoff]
   */
  constructor({ get, problem, clock = systemClock, backoff = new Backoff() }) {
    this.#get = get;
    this.#problem = problem;
    this.#clock = clock;
    this.#backoff = backoff;
  }

  /**
   * @param {string} channel
   * @param {number} after the last record that one has
   * @param {number} to the last that is needed
   * @param {(records: Envelope[]) => void} answered with the next records, perhaps not all of them, and perhaps after a `gap`
   * @param {() => boolean} isOver whether nobody needs them any more
   */
  ask(channel, after, to, answered, isOver) {
    this.#last = this.#last.then(() => this.#untilAnswered(channel, after, to, answered, isOver));
  }

  /** @type {Past["ask"]} */
  async #untilAnswered(channel, after, to, answered, isOver) {
    while (!isOver()) {
      try {
        const records = await this.#read(channel, after, Math.min(to - after, MOST_RECORDS));
        this.#backoff.reset();
        if (!isOver()) answered(records);
        return;
      } catch (error) {
        this.#problem(error instanceof Error ? error : new Error(String(error)));
      }
      const wait = this.#backoff.next();
      await new Promise((done) => void this.#clock.after(wait, () => done(undefined)));
    }
  }

  /** @param {string} channel @param {number} after @param {number} limit */
  async #read(channel, after, limit) {
    const response = await this.#get(`channels/${pathOf(channel)}/records?after=${after}&limit=${limit}`);
    const text = await response.text();
    if (!response.ok) {
      const failure = new Error(`earlier records of ${channel}: status ${response.status}`);
      if (response.status >= 500 || response.status === TOO_MANY) throw failure;
      // Asking again would change nothing: the channel has been deleted, or this viewer may not see it any more.
      this.#problem(failure);
      return [];
    }
    return text.split("\n").filter(Boolean).map(decode);
  }
}

/** What the server gives at once: up to a megabyte, with records of the usual size. */
const MOST_RECORDS = 1000;
const TOO_MANY = 429;
