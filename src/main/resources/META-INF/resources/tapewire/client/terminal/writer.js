// Feeds text to a terminal in small pieces, each after the one before has been parsed, and says what has been parsed.

/**
 * @typedef {object} Piece
 * @property {string | (() => string)} text a function is asked when everything before it has been parsed
 * @property {() => void} [parsed]
 * @property {boolean} [moves] whether it moves what is on the screen; then it waits as long as the view is paused
 */

export class Writer {
  #write;
  #sliceLength;
  #mayMove;
  /** @type {Piece[]} */
  #pieces = [];
  #busy = false;
  /** How many characters have been written since it began, or since `clear()`. */
  written = 0;

  /**
   * @param {(text: string, parsed: () => void) => void} write
   * @param {object} [options]
   * @param {() => number} [options.sliceLength] how many characters to write at once; 0 for none before `resume()`
   * @param {() => boolean} [options.mayMove] whether a piece may be written that moves what is on the screen
   */
  constructor(write, { sliceLength = () => SLICE_LENGTH, mayMove = () => true } = {}) {
    this.#write = write;
    this.#sliceLength = sliceLength;
    this.#mayMove = mayMove;
  }

  /** @param {Piece["text"]} text @param {() => void} [parsed] @param {boolean} [moves] */
  put(text, parsed, moves) {
    this.#pieces.push({ text, parsed, moves });
    if (!this.#busy) this.#next();
  }

  /** Whether something waits for `resume()`. */
  get isHeld() {
    return !this.#busy && this.#pieces.length > 0;
  }

  /** Goes on after there was no room, or after the view was paused. */
  resume() {
    if (!this.#busy) this.#next();
  }

  /** Forgets what has not been written yet. */
  clear() {
    this.#pieces = [];
    this.written = 0;
  }

  #next() {
    const room = this.#sliceLength();
    this.#busy = this.#pieces.length > 0 && room > 0 && !this.#mustWait(this.#pieces[0]);
    if (!this.#busy) return;
    const { text, parsed } = this.#slice(room);
    this.written += text.length;
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
      if (this.#mustWait(piece)) break;
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

  /** @param {Piece} piece */
  #mustWait({ moves }) {
    return moves === true && !this.#mayMove();
  }
}

const SLICE_LENGTH = 64 * 1024;
