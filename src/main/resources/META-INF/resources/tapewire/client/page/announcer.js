// Says to screen readers what matters, together with what is said in the same moment; the terminal itself is no live region.

export class Announcer {
  #place;
  /** @type {string[]} */
  #waiting = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLElement} place with the role `status` */
  constructor(place) {
    this.#place = place;
  }

  /** @param {string} words */
  say(words) {
    if (this.#waiting.push(words) > 1) return;
    setTimeout(() => this.#put(this.#waiting.splice(0).slice(0, MOST).join(". ")), GATHER_MILLIS);
  }

  /** @param {string} words */
  #put(words) {
    clearTimeout(this.#timer);
    this.#place.textContent = words;
    // So that the same words are read again, and nobody finds old ones.
    this.#timer = setTimeout(() => (this.#place.textContent = ""), FORGET_MILLIS);
  }
}

/** Things said at once: nobody listens to more. */
const MOST = 5;
const GATHER_MILLIS = 50;
const FORGET_MILLIS = 10_000;
