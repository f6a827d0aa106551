// Feeds text to a terminal in small pieces, each after the one before has been parsed, and says what has been parsed.

/**
 * @typedef {object} Piece
 * @property {string | (() => string)} text a function is asked when everything before it has been parsed
 * @property {() => void} [parsed]
 */

export class Writer {
  #write;
  #sliceLength;
  /** @type {Piece[]} */
  #pieces = [];
  #busy = false;

  /**
   * @param {(text: string, parsed: () => void) => void} write
   * @param {{ sliceLength?: () => number }} [options] how many characters to write at once; 0 for none before `resume()`
   */
  constructor(write, { sliceLength = () => SLICE_LENGTH } = {}) {
    this.#write = write;
    this.#sliceLength = sliceLength;
  }

  /** @param {Piece["text"]} text @param {() => void} [parsed] */
  put(text, parsed) {
    this.#pieces.push({ text, parsed });
    if (!this.#busy) this.#next();
  }

  /** Goes on after there was no room. */
  resume() {
    if (!this.#busy) this.#next();
  }

  /** Forgets what has not been written yet. */
  clear() {
    this.#pieces = [];
  }

  #next() {
    const room = this.#sliceLength();
    this.#busy = this.#pieces.length > 0 && room > 0;
    if (!this.#busy) return;
    const { text, parsed } = this.#slice(room);
    this.#write(text, () => {
      for (const call of parsed) call();
      this.#next();
    });
  }

  /** As many of the waiting pieces as one write may hold, and at least a part of the first. @param {number} room */
  #slice(room) {
    let text = "";
    const parsed = [];
    while (this.#pieces.length > 0) {
      const [piece] = this.#pieces;
      if (typeof piece.text === "function") {
        if (text !== "" || parsed.length > 0) break;
        piece.text = piece.text();
      }
      if (piece.text.length > room) {
        text += piece.text.slice(0, room);
        piece.text = piece.text.slice(room);
        break;
      }
      text += piece.text;
      room -= piece.text.length;
      this.#pieces.shift();
      if (piece.parsed) parsed.push(piece.parsed);
    }
    return { text, parsed };
  }
}

const SLICE_LENGTH = 64 * 1024;
