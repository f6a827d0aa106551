// Lets the server go on while nobody shows any output, for the sake of those who follow a channel for its other records.

import { systemClock } from "../connection/clock.js";

/**
 * The server sends no more than a window of what has not been acknowledged. Followers that show output acknowledge it, so the server is as
 * fast as the fastest of them. A terminal that is paused shows none, and one that is gone shows nothing more: then output is acknowledged
 * when it comes, if anybody waits for what is behind it.
 */
export class Pace {
  #clock;
  #stillMillis;
  /** Acknowledges the output that came last, as long as nobody has shown it. @type {(() => void) | undefined} */
  #waiting;
  /** When anybody has shown any output, or the first came that nobody has shown. */
  #movedAt = 0;
  #isStill = false;
  #isAwaited = false;
  /** @type {(() => void) | undefined} */
  #cancel;

  /**
   * @param {import("../connection/clock.js").Clock} [clock]
   * @param {number} [stillMillis] after so long without any output shown nobody shows it
   */
  constructor(clock = systemClock, stillMillis = STILL_MILLIS) {
    this.#clock = clock;
    this.#stillMillis = stillMillis;
  }

  /** Whether anybody follows the channel for its other records alone. @param {boolean} isAwaited */
  set isAwaited(isAwaited) {
    this.#isAwaited = isAwaited;
    if (!isAwaited) this.#isStill = false;
    this.#watch();
  }

  /** Output has come that somebody is to show. @param {() => void} acknowledge */
  came(acknowledge) {
    if (this.#isStill) return acknowledge();
    if (!this.#waiting) this.#movedAt = this.#clock.now();
    this.#waiting = acknowledge;
    this.#watch();
  }

  /** Somebody has shown output, perhaps of the past. */
  moved() {
    this.#movedAt = this.#clock.now();
    this.#isStill = false;
  }

  /** Somebody has shown what came with this function. @param {() => void} acknowledge */
  shown(acknowledge) {
    if (this.#waiting === acknowledge) this.#waiting = undefined;
  }

  close() {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#waiting = undefined;
  }

  #watch() {
    if (!this.#isAwaited || !this.#waiting) return;
    const wait = this.#movedAt + this.#stillMillis - this.#clock.now();
    this.#cancel ??= this.#clock.after(Math.max(0, wait), () => this.#due());
  }

  #due() {
    this.#cancel = undefined;
    if (!this.#isAwaited || !this.#waiting) return;
    if (this.#clock.now() - this.#movedAt < this.#stillMillis) return this.#watch();
    this.#isStill = true;
    this.#waiting();
    this.#waiting = undefined;
  }
}

/** A terminal that is busy shows something more often. */
const STILL_MILLIS = 2_000;
