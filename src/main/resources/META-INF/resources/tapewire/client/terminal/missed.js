// Counts the lines that have come since the viewer paused.

export class Missed {
  #terminal;
  /** The lowest row that the cursor has reached, counted from the beginning of the scrollback. */
  #lowest = 0;
  /** The same where output began that is newer than the pause. @type {number | undefined} */
  #from;
  /** When the pause began; undefined without one, and once newer output has come. @type {number | undefined} */
  #awaitedAfter;
  /** How often a pause has begun or ended. */
  #pauses = 0;

  /** @param {Pick<import("../../vendor/xterm.js").Terminal, "buffer">} terminal */
  constructor(terminal) {
    this.#terminal = terminal;
  }

  /** @param {number} now milliseconds since 1970 */
  begin(now) {
    this.#pauses += 1;
    this.#awaitedAfter = now;
    this.#from = undefined;
  }

  end() {
    this.#pauses += 1;
    this.#awaitedAfter = undefined;
    this.#from = undefined;
  }

  /**
   * Output of this time comes next. What a terminal is given during a pause may be older: history that a link leads into.
   *
   * @param {number} time NaN if it is not known
   * @returns {(() => void) | undefined} to be called when the terminal stands where it begins; undefined: it changes nothing
   */
  outputOf(time) {
    if (this.#awaitedAfter === undefined || time <= this.#awaitedAfter) return undefined;
    this.#awaitedAfter = undefined;
    const pause = this.#pauses;
    return () => {
      if (pause !== this.#pauses) return;
      this.#lowest = 0;
      this.#from = this.#reach();
    };
  }

  /** Rows that have been reached since: what is drawn again and again in the same place counts once. */
  get lines() {
    return this.#from === undefined ? 0 : this.#reach() - this.#from;
  }

  #reach() {
    const { baseY, cursorY } = this.#terminal.buffer.normal;
    this.#lowest = Math.max(this.#lowest, baseY + cursorY);
    return this.#lowest;
  }
}
