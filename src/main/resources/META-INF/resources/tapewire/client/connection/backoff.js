// How long to wait before the next try: exponential, with full jitter, so that viewers of a restarted server spread out.

export class Backoff {
  #attempts = 0;
  #firstMillis;
  #capMillis;
  #random;

  /** @param {{ firstMillis?: number, capMillis?: number, random?: () => number }} [options] */
  constructor({ firstMillis = FIRST_MILLIS, capMillis = CAP_MILLIS, random = Math.random } = {}) {
    this.#firstMillis = firstMillis;
    this.#capMillis = capMillis;
    this.#random = random;
  }

  /** The next wait, somewhere between nothing and a ceiling that doubles with every call. */
  next() {
    const ceiling = Math.min(this.#capMillis, this.#firstMillis * 2 ** this.#attempts);
    this.#attempts += 1;
    return Math.round(this.#random() * ceiling);
  }

  reset() {
    this.#attempts = 0;
  }
}

const FIRST_MILLIS = 500;
const CAP_MILLIS = 30_000;
