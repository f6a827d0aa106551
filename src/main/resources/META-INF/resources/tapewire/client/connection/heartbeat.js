// Finds out that a connection is dead although nobody has closed it: asks when it has been silent, and expects an answer.

import { systemClock } from "./clock.js";

export class Heartbeat {
  #clock;
  #silenceMillis;
  #answerMillis;
  #ask;
  #dead;
  #heardAt = 0;
  /** @type {number | undefined} */
  #askedAt;
  /** @type {(() => void) | undefined} */
  #cancel;

  /**
   * @param {object} options
   * @param {() => void} options.ask sends the ping
   * @param {() => void} options.dead called once when no answer came in time
   * @param {import("./clock.js").Clock} [options.clock]
   * @param {number} [options.silenceMillis] ask after so much silence
   * @param {number} [options.answerMillis] the longest wait for an answer
   */
  constructor({ ask, dead, clock = systemClock, silenceMillis = SILENCE_MILLIS, answerMillis = ANSWER_MILLIS }) {
    this.#ask = ask;
    this.#dead = dead;
    this.#clock = clock;
    this.#silenceMillis = silenceMillis;
    this.#answerMillis = answerMillis;
  }

  start() {
    this.stop();
    this.heard();
    this.#wait(this.#silenceMillis);
  }

  /** Anything that arrives is a sign of life. Called for every message, so it starts no timer. */
  heard() {
    this.#heardAt = this.#clock.now();
    this.#askedAt = undefined;
  }

  /** Asks now: a laptop that wakes up need not sit out the silence. */
  check() {
    if (this.#cancel === undefined || this.#askedAt !== undefined) return;
    this.#askedAt = this.#clock.now();
    this.#wait(this.#answerMillis);
    this.#ask();
  }

  stop() {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#askedAt = undefined;
  }

  /** @param {number} millis */
  #wait(millis) {
    this.#cancel?.();
    this.#cancel = this.#clock.after(millis, () => this.#due());
  }

  #due() {
    const now = this.#clock.now();
    if (this.#askedAt !== undefined) {
      this.stop();
      this.#dead();
    } else if (now - this.#heardAt >= this.#silenceMillis) {
      this.check();
    } else {
      this.#wait(this.#heardAt + this.#silenceMillis - now);
    }
  }
}

const SILENCE_MILLIS = 20_000;
const ANSWER_MILLIS = 8_000;
