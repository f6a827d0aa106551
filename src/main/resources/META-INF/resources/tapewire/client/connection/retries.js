// Counts the attempts to reconnect, and says how long to wait for the next one.

import { Backoff } from "./backoff.js";

export class Retries {
  #backoff;
  #most;
  /** The attempt that is under way or comes next, from 1; 0 before the first loss. */
  attempt = 0;

  /** @param {{ maxAttempts?: number, backoff?: Backoff }} [options] */
  constructor({ maxAttempts = Infinity, backoff = new Backoff() } = {}) {
    this.#most = maxAttempts;
    this.#backoff = backoff;
  }

  /** Starts with short waits again. */
  reset() {
    this.attempt = 0;
    this.#backoff.reset();
  }

  /** @returns {number | undefined} milliseconds to wait for the next attempt; undefined when there is none any more */
  next() {
    if (this.attempt >= this.#most) return undefined;
    this.attempt += 1;
    return this.#backoff.next();
  }

  /** What the state says of it. @returns {import("./state.js").State} */
  state() {
    return { name: "reconnecting", attempt: this.attempt, maxAttempts: this.#most };
  }

  /** The state when all attempts are used up. @returns {import("./state.js").State} */
  givenUp() {
    const times = this.#most === 1 ? "1 attempt" : `${this.#most} attempts`;
    return { name: "failed", reason: `no connection after ${times}` };
  }
}
