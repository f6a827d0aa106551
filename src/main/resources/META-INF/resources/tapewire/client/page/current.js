// The current terminal: of those side by side the one that has the focus, or had it last. The bar, the keys and the panel are about it.

/**
 * @typedef {import("../elements/terminal.js").TapewireTerminal} Terminal
 * @typedef {import("../terminal/tail.js").State} Tail
 */

export class Current {
  #place;
  #terminal;
  /** @type {((terminal: Terminal) => void)[]} */
  #listeners = [];
  /** @type {WeakMap<Terminal, Tail>} */
  #tails = new WeakMap();

  /** @param {HTMLElement} place of all terminals @param {Terminal} terminal the first current one */
  constructor(place, terminal) {
    this.#place = place;
    this.#terminal = terminal;
    place.addEventListener("focusin", ({ target }) => {
      const focused = /** @type {Element} */ (target).closest("tapewire-terminal");
      if (focused) this.terminal = /** @type {Terminal} */ (focused);
    });
    place.addEventListener("tapewire:following", (event) => {
      const { target, detail } = /** @type {CustomEvent} */ (event);
      this.#tails.set(/** @type {Terminal} */ (target), detail);
    });
  }

  get terminal() {
    return this.#terminal;
  }

  set terminal(terminal) {
    if (terminal === this.#terminal) return;
    this.#terminal = terminal;
    for (const changed of this.#listeners) changed(terminal);
  }

  /** Whether it follows the output, and what has come since it does not. @returns {Tail} */
  get tail() {
    return this.#tails.get(this.#terminal) ?? { following: this.#terminal.following, missed: 0, more: false };
  }

  /** Calls this with the current terminal, now and whenever another one becomes it. @param {(terminal: Terminal) => void} changed */
  follow(changed) {
    this.#listeners.push(changed);
    changed(this.#terminal);
  }

  /** Calls this for each event of the terminal that is current then. @param {string} type without `tapewire:` @param {(detail: any) => void} call */
  on(type, call) {
    this.#place.addEventListener(`tapewire:${type}`, (event) => {
      if (event.target === this.#terminal) call(/** @type {CustomEvent} */ (event).detail);
    });
  }
}
