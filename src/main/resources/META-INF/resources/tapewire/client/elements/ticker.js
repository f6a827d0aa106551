// Calls once a second while somebody looks at the page, for durations that go on.

export class Ticker {
  #call;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /** @param {() => void} call */
  constructor(call) {
    this.#call = call;
  }

  /** @param {boolean} runs */
  set runs(runs) {
    if (runs === (this.#timer !== undefined)) return;
    clearInterval(this.#timer);
    this.#timer = runs ? setInterval(() => document.hidden || this.#call(), SECOND_MILLIS) : undefined;
  }
}

const SECOND_MILLIS = 1_000;
