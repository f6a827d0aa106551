// Colours output by its type, where the program has not chosen a colour itself.

import { internalsOf } from "./internals.js";

/**
 * The colour is applied while text is printed, not put into the text: so it is the same however records are merged into messages,
 * a program's own colours, saved cursors and unfinished sequences are not touched, and plain output costs nothing.
 */
export class Tint {
  #colour = 0;

  /** @param {import("./internals.js").Terminal} terminal */
  constructor(terminal) {
    const { _inputHandler: input } = internalsOf(terminal);
    const print = input.print.bind(input);
    input.print = (data, start, end) => {
      const attributes = input._curAttrData;
      if (this.#colour === 0 || (attributes.fg & COLOUR_MODE) !== 0) return print(data, start, end);
      const { fg } = attributes;
      attributes.fg = (fg & ~COLOUR) | this.#colour;
      print(data, start, end);
      attributes.fg = fg;
    };
  }

  /** What is printed from now on is of this type. @param {string | undefined} type */
  set type(type) {
    this.#colour = COLOURS.get(type) ?? 0;
  }

  /** @returns {() => void} gives the colour back */
  putAside() {
    const colour = this.#colour;
    this.#colour = 0;
    return () => (this.#colour = colour);
  }
}

// As xterm.js stores a cell's foreground: how the colour is meant, then the colour itself.
const COLOUR_MODE = 0x3000000;
const COLOUR = 0xffffff;
const PALETTE_16 = 0x1000000;

/** @type {Map<string | undefined, number>} */
const COLOURS = new Map([
  ["error", PALETTE_16 | 9],
  ["info", PALETTE_16 | 12],
]);
