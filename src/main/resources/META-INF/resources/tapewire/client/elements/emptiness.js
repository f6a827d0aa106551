// Whether a channel has nothing to show. Its history comes right after the answer; only when nothing does, it is empty.

export class Emptiness {
  #changed;
  /** @type {boolean | undefined} */
  #empty;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {(empty: boolean) => void} changed */
  constructor(changed) {
    this.#changed = changed;
  }

  /** @param {boolean} empty */
  set(empty) {
    clearTimeout(this.#timer);
    if (empty === this.#empty) return;
    this.#empty = empty;
    this.#changed(empty);
  }

  /** It will show in a moment. */
  await() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.set(true), AWAIT_MILLIS);
  }

  dispose() {
    clearTimeout(this.#timer);
  }
}

const AWAIT_MILLIS = 300;
