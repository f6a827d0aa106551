// Whether the viewer follows the end of the output or has scrolled up, and how much came since.

export class Tail {
  #terminal;
  #changed;
  #reported = "";
  #missed = 0;
  /** @type {{ dispose(): void }[]} */
  #listeners;

  /**
   * @param {import("../../vendor/xterm.js").Terminal} terminal
   * @param {(tail: { following: boolean, missed: number }) => void} changed called when either has changed
   */
  constructor(terminal, changed) {
    this.#terminal = terminal;
    this.#changed = changed;
    this.#listeners = [
      terminal.onLineFeed(() => this.#count()),
      terminal.onWriteParsed(() => this.#report()),
      // A viewer's own scrolling fires no scroll event, but it draws a new picture.
      terminal.onRender(() => this.#report()),
    ];
  }

  get following() {
    const { active } = this.#terminal.buffer;
    return active.viewportY >= active.baseY;
  }

  /** Goes to the end, and stays there. */
  jump() {
    this.#terminal.scrollToBottom();
    this.#report();
  }

  dispose() {
    for (const listener of this.#listeners) listener.dispose();
  }

  #count() {
    if (!this.following) this.#missed += 1;
  }

  #report() {
    const { following } = this;
    if (following) this.#missed = 0;
    const tail = { following, missed: this.#missed };
    const key = `${following} ${this.#missed}`;
    if (key === this.#reported) return;
    this.#reported = key;
    this.#changed(tail);
  }
}
