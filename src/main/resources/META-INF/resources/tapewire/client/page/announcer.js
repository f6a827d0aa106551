// Says to screen readers what matters, one thing at a time; the terminal itself is no live region.

export class Announcer {
  #place;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLElement} place with the role `status` */
  constructor(place) {
    this.#place = place;
  }

  /** @param {string} words */
  say(words) {
    clearTimeout(this.#timer);
    this.#place.textContent = words;
    // So that the same words are read again, and nobody finds old ones.
    this.#timer = setTimeout(() => (this.#place.textContent = ""), FORGET_MILLIS);
  }
}

const FORGET_MILLIS = 10_000;
