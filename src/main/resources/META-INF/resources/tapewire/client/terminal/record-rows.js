// Knows which records the rows of the terminal come from.

/**
 * Not of every record, because xterm.js moves each marker with every line that it drops.
 *
 * @typedef {{ offset: number, row: number, time?: number }} Mark the record that begins in this row; `time`, in milliseconds since 1970, if it was
 *   told
 */
export class RecordRows {
  #terminal;
  /** Oldest first. @type {{ offset: number, time?: number, marker: import("../../vendor/xterm.js").IMarker }[]} */
  #marks = [];

  /** @param {Pick<import("../../vendor/xterm.js").Terminal, "buffer" | "registerMarker">} terminal */
  constructor(terminal) {
    this.#terminal = terminal;
  }

  /** The cursor stands where this record begins. @param {number} offset @param {number} [time] */
  begins(offset, time) {
    // Rows of the alternate screen are none that stay.
    if (this.#terminal.buffer.active.type === "alternate") return;
    const gone = this.#marks.findIndex(({ marker }) => !marker.isDisposed);
    if (gone > FEW) this.#marks.splice(0, gone);
    this.#marks.push({ offset, time, marker: this.#terminal.registerMarker(0) });
  }

  /** The terminal is empty. */
  clear() {
    for (const { marker } of this.#marks) marker.dispose();
    this.#marks = [];
  }

  /** The last mark at or above a row. @param {number} row @returns {Mark | undefined} */
  before(row) {
    const mark = this.#marks.findLast(({ marker }) => !marker.isDisposed && marker.line <= row);
    return mark && { offset: mark.offset, row: mark.marker.line, time: mark.time };
  }

  /** The mark of a record, or of the last one before it. @param {number} offset @returns {Mark | undefined} */
  at(offset) {
    const mark = this.#marks.findLast((each) => !each.marker.isDisposed && each.offset <= offset);
    return mark && { offset: mark.offset, row: mark.marker.line };
  }

  /** The first mark below a row. @param {number} row @returns {Mark | undefined} */
  after(row) {
    const mark = this.#marks.find(({ marker }) => !marker.isDisposed && marker.line > row);
    return mark && { offset: mark.offset, row: mark.marker.line };
  }
}

/** Marks that are gone are taken away several at a time. */
const FEW = 50;
