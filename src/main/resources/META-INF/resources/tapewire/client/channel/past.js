// What was sent of a channel earlier, asked for over HTTP: one request at a time, and again when it fails.

import { resourcePath } from "../connection/address.js";
import { Backoff } from "../connection/backoff.js";
import { systemClock } from "../connection/clock.js";
import { decode } from "../connection/protocol.js";

/** @typedef {import("../connection/protocol.js").Envelope} Envelope */

export class Past {
  #get;
  #clock;
  #backoff;
  #problem;
  #refused;
  /** Ends what is done for the present connection. */
  #connection = new AbortController();
  /** Ends when all requests before have been answered. @type {Promise<void>} */
  #last = Promise.resolve();

  /**
   * @param {object} options
   * @param {(path: string, options: { signal: AbortSignal }) => Promise<Response>} options.get a path below the application's root
   * @param {(error: Error) => void} options.problem
   * @param {(status: number) => void} options.refused the viewer may not see this any more, by this HTTP status
   * @param {import("../connection/clock.js").Clock} [options.clock]
   * @param {Backoff} [options.backoff]
   */
  constructor({ get, problem, refused, clock = systemClock, backoff = new Backoff() }) {
    this.#get = get;
    this.#problem = problem;
    this.#refused = refused;
    this.#clock = clock;
    this.#backoff = backoff;
  }

  /**
   * @param {string} channel
   * @param {number} after the last record that one has
   * @param {number} to the last that is needed
   * @param {(records: Envelope[]) => void} answered with the next records, perhaps not all of them, and perhaps after a `gap`; with none
   *   if the server has no such channel
   * @param {() => boolean} isOver whether nobody needs them any more
   */
  ask(channel, after, to, answered, isOver) {
    this.#last = this.#last.then(() => this.#untilAnswered(channel, after, to, answered, isOver));
  }

  /** There is another connection, or none is wanted any more: what hangs is given up, and is asked for again if it is still needed. */
  renew() {
    this.#connection.abort();
    this.#connection = new AbortController();
    this.#backoff.reset();
  }

  /** @type {Past["ask"]} */
  async #untilAnswered(channel, after, to, answered, isOver) {
    while (!isOver()) {
      const { signal } = this.#connection;
      try {
        const records = await this.#read(channel, after, Math.min(to - after, MOST_RECORDS), signal);
        if (records) {
          this.#backoff.reset();
          if (!isOver()) answered(records);
          return;
        }
        // Only another connection can have the right to them.
        await aborted(signal);
      } catch (error) {
        if (signal.aborted) continue;
        this.#problem(error instanceof Error ? error : new Error(String(error)));
        await this.#wait(this.#backoff.next(), signal);
      }
    }
  }

  /** @param {number} millis @param {AbortSignal} signal ends it early */
  async #wait(millis, signal) {
    /** @type {() => void} */
    let cancel = () => {};
    const passed = new Promise((done) => (cancel = this.#clock.after(millis, () => done(undefined))));
    await Promise.race([passed, aborted(signal)]);
    cancel();
  }

  /**
   * @param {string} channel
   * @param {number} after
   * @param {number} limit
   * @param {AbortSignal} signal
   * @returns {Promise<Envelope[] | undefined>} undefined: the viewer may not see them
   */
  async #read(channel, after, limit, signal) {
    const path = resourcePath(channel, `records?after=${after}&limit=${limit}`);
    const response = await this.#get(path, { signal });
    const text = await response.text();
    if (response.ok) return text.split("\n").filter(Boolean).map(decode);
    const failure = new Error(`earlier records of ${channel}: status ${response.status}`);
    if (!FINAL.has(response.status)) throw failure;
    this.#problem(failure);
    if (response.status === NOT_FOUND) return [];
    this.#refused(response.status);
    return undefined;
  }
}

/** @param {AbortSignal} signal */
function aborted(signal) {
  return new Promise((done) => {
    if (signal.aborted) done(undefined);
    else signal.addEventListener("abort", done, { once: true });
  });
}

/** What the server gives at once: up to a megabyte, with records of the usual size. */
const MOST_RECORDS = 1000;
const NOT_FOUND = 404;
/** Asking again would change nothing. */
const FINAL = new Set([401, 403, NOT_FOUND]);
