// Shows how to print to a channel as long as nobody has.

/** A channel's history comes right after the answer; only when nothing does, the channel is empty. */
export class Emptiness {
  element = document.createElement("tapewire-invite");
  #host;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLElement} host gets `data-empty` */
  constructor(host) {
    this.#host = host;
    this.element.hidden = true;
  }

  /** @param {string} channel */
  set channel(channel) {
    this.element.setAttribute("channel", channel);
    this.set(false);
  }

  /** @param {boolean} empty */
  set(empty) {
    clearTimeout(this.#timer);
    this.#host.dataset.empty = String(empty);
    this.element.hidden = !empty;
  }

  /** Whether it is will show in a moment. */
  await() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.set(true), AWAIT_MILLIS);
  }

  dispose() {
    clearTimeout(this.#timer);
  }
}

const AWAIT_MILLIS = 300;
