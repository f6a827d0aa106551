// Colours output by its type, where the program has not chosen colours itself.

export class Tint {
  /** The text so far ends inside an escape sequence, which nothing may be put into. */
  #cut = false;
  /** The program has set a colour and not taken it back. */
  #coloured = false;

  /** @param {string} text @param {string} [type] */
  apply(text, type = "output") {
    const plain = !this.#cut && !this.#coloured && !text.includes("\x1b");
    this.#read(text);
    const style = STYLES.get(type);
    return plain && style && text !== "" ? style.on + text + style.off : text;
  }

  /** @param {string} text */
  #read(text) {
    if (this.#cut || text.includes("\x1b")) {
      this.#cut = CUT.test(text) || (this.#cut && ONLY_PARAMETERS.test(text));
      const last = [...text.matchAll(SGR)].pop();
      if (last) this.#coloured = !RESET.test(last[1]);
    }
  }
}

const STYLES = new Map([
  ["error", { on: "\x1b[91m", off: "\x1b[39m" }],
  ["info", { on: "\x1b[94m", off: "\x1b[39m" }],
]);

const CUT = /\x1b(\[[\d;:?]*)?$/;
const ONLY_PARAMETERS = /^\[?[\d;:?]*$/;
const SGR = /\x1b\[([\d;:]*)m/g;
/** Everything off, or the foreground back to its default. */
const RESET = /(^|;)(0*|39)$/;
