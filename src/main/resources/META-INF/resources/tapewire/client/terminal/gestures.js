// What the viewer does to move a terminal's view: turns the wheel, drags the scroll bar, presses a key, moves a finger.

/**
 * @typedef {object} Meaning
 * @property {() => void} up the viewer wants to see what was before
 * @property {() => void} above the same at the first line
 * @property {() => void} end the viewer has gone to the end
 */

export class Gestures {
  #terminal;
  #meaning;
  #stop = new AbortController();
  #touched = new AbortController();

  /**
   * @param {import("../../vendor/xterm.js").Terminal} terminal
   * @param {HTMLElement} place
   * @param {Meaning} meaning
   */
  constructor(terminal, place, meaning) {
    this.#terminal = terminal;
    this.#meaning = meaning;
    // Before xterm.js handles them: it lets no event through that it has used.
    const options = { capture: true, passive: true, signal: this.#stop.signal };
    place.addEventListener("wheel", (event) => this.#turned(event), options);
    place.addEventListener("pointerdown", () => this.#pressed(), options);
  }

  /** Aborted by the next gesture. */
  get untouched() {
    return this.#touched.signal;
  }

  /** The viewer has done something about the view, here or with a button. */
  made() {
    this.#touched.abort();
    this.#touched = new AbortController();
  }

  /** @param {() => void} scroll moves the view */
  scroll(scroll) {
    const before = this.#terminal.buffer.active.viewportY;
    scroll();
    this.#moved(before);
  }

  dispose() {
    this.#stop.abort();
  }

  /** @param {WheelEvent} event */
  #turned({ deltaY, ctrlKey }) {
    if (ctrlKey || deltaY === 0) return;
    this.made();
    // In the same moment, also while a flood keeps the terminal from drawing.
    if (deltaY < 0) return this.#terminal.buffer.active.viewportY === 0 ? this.#meaning.above() : this.#meaning.up();
    requestAnimationFrame(() => this.#isAtEnd && this.#meaning.end());
  }

  /** The scroll bar may be dragged now, or a selection beyond the edge. */
  #pressed() {
    let { viewportY } = this.#terminal.buffer.active;
    const rendered = this.#terminal.onRender(() => (viewportY = this.#moved(viewportY)));
    const ended = new AbortController();
    const end = () => {
      ended.abort();
      rendered.dispose();
      this.#moved(viewportY);
    };
    const signal = AbortSignal.any([this.#stop.signal, ended.signal]);
    for (const type of ["pointerup", "pointercancel"]) addEventListener(type, end, { capture: true, signal });
  }

  /** @param {number} before the row at the top */
  #moved(before) {
    const { viewportY } = this.#terminal.buffer.active;
    if (viewportY === before) return viewportY;
    this.made();
    if (this.#isAtEnd) this.#meaning.end();
    else if (viewportY < before) this.#meaning.up();
    return viewportY;
  }

  get #isAtEnd() {
    const { viewportY, baseY } = this.#terminal.buffer.active;
    return viewportY >= baseY;
  }
}
