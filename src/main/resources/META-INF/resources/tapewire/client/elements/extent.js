// What of a channel's log the live view holds.

export class Extent {
  #screen;
  /** The first record that was delivered. @type {number | undefined} */
  #delivered;
  /** The oldest record that the server is known to keep. Delivery may begin later: it may keep more than it has in memory. */
  #oldest = FIRST_OFFSET;

  /** @param {import("../terminal/screen.js").Screen} screen */
  constructor(screen) {
    this.#screen = screen;
  }

  /** The cursor stands where this record begins. @param {number} offset @param {number} [time] see RecordRows */
  begins(offset, time) {
    this.#delivered ??= offset;
    this.#screen.records.begins(offset, time);
  }

  /** The screen is empty. */
  clear() {
    this.#screen.records.clear();
    this.#delivered = undefined;
    this.#oldest = FIRST_OFFSET;
  }

  /** The first record that is known to begin here; undefined if there is none. */
  get first() {
    return this.#screen.records.after(-1)?.offset;
  }

  /** Whether the first record of all that the server keeps is here, as far as that is known. */
  get isWhole() {
    return this.#delivered === this.first && (this.#delivered ?? 0) <= this.#oldest;
  }

  /** The server keeps nothing before what has been delivered. */
  isAll() {
    this.#oldest = this.#delivered ?? FIRST_OFFSET;
  }

  /** What the first row is. @param {number} last offset of the last record that is here @returns {import("../history/pane.js").Top} */
  top(last) {
    const mark = this.#screen.records.after(-1);
    const { baseY, cursorY } = this.#screen.terminal.buffer.active;
    return mark ? { offset: mark.offset, rows: -mark.row } : { offset: last + 1, rows: -(baseY + cursorY) };
  }
}

const FIRST_OFFSET = 1;
