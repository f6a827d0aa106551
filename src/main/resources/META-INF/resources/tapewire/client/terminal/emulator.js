// xterm.js as every viewer of this client has it: how it interprets output, and nothing about where it is shown.

import { surviveFaults } from "./faults.js";
import { FreshState } from "./fresh-state.js";
import { guard } from "./guard.js";
import { internalsOf } from "./internals.js";
import { Tint } from "./tint.js";
import { ignoreTypingModes } from "./typing-modes.js";
import { Widths } from "./widths.js";

/** Options to make the Terminal with. */
export const EMULATION = {
  // What comes through a pipe ends its lines with a bare line feed.
  convertEol: true,
  disableStdin: true,
  // Without it a narrower window cuts the last line off.
  reflowCursorLine: true,
  // It reports bytes that are no valid sequence as errors of its own; they are the program's.
  logLevel: /** @type {const} */ ("off"),
  // Widths of characters.
  allowProposedApi: true,
};

export class Emulator {
  #terminal;
  #internals;
  #fresh;
  #tint;
  /** Whether a line feed begins a new line, where the program says nothing else. */
  #newLines = true;
  /** Called when xterm.js has failed and a part of the output is not shown. @type {() => void} */
  onFault = () => {};

  /**
   * @param {import("./internals.js").Terminal} terminal made with EMULATION
   * @param {import("./widths.js").Addon} graphemes
   */
  constructor(terminal, graphemes) {
    this.#terminal = terminal;
    this.#internals = internalsOf(terminal);
    this.#fresh = new FreshState(terminal);
    this.#tint = new Tint(terminal);
    Widths.install(graphemes, terminal);
    ignoreTypingModes(terminal);
    guard(terminal);
    surviveFaults(terminal, (error) => {
      console.error("The terminal could not show a part of the output:", error);
      this.onFault();
    });
    this.#keepNewLines();
  }

  /** @param {string | undefined} type of the output that is written next */
  set type(type) {
    this.#tint.type = type;
  }

  /** @param {boolean} newLines whether a line feed begins a new line, or goes straight down */
  set newLines(newLines) {
    this.#newLines = newLines;
    this.#terminal.options.convertEol = newLines;
  }

  /** What to write to bring the state back to that of a new terminal. */
  freshState() {
    this.newLines = this.#newLines;
    return this.#fresh.sequence();
  }

  /** Empties screen and scrollback. */
  erase() {
    this.#internals._inputHandler.fullReset();
  }

  /** Does what RIS does, but moves what is on the screen into the scrollback. Not for the alternate screen. */
  resetBelowText() {
    const { _inputHandler: input } = this.#internals;
    input.softReset(NO_PARAMETERS);
    this.#fresh.restoreTabStops();
    input.cursorPosition({ length: 2, params: [this.#terminal.rows, 1] });
    for (let row = this.#lastRow(); row >= 0; row--) input.index();
    input.cursorPosition({ length: 2, params: [1, 1] });
  }

  get isAlternate() {
    return this.#terminal.buffer.active.type === "alternate";
  }

  /** What to write to go to the beginning of an empty line with nothing below it; nothing where the cursor stands so already. */
  freeLine() {
    return this.belowText() || (this.#terminal.buffer.active.cursorX > 0 ? "\r\n" : "");
  }

  /** What to write so that nothing that is on the screen will be overwritten. */
  belowText() {
    const { cursorX, cursorY } = this.#terminal.buffer.active;
    const last = this.#lastRow();
    if (last > cursorY) return `\x1b[${last + 1};1H\r\n`;
    return last === cursorY && this.#text(last, cursorX) !== "" ? "\r\n" : "";
  }

  /** What to write to have an empty screen; what was on it goes into the scrollback. */
  emptyScreen() {
    return `\x1b[${this.#terminal.rows};1H${"\n".repeat(this.#lastRow() + 1)}\x1b[H`;
  }

  /**
   * Puts colours, styles, link, character set and insert mode aside, for a line that is none of the program's.
   *
   * @returns {() => void} gives all of it back
   */
  putAside() {
    const { _inputHandler: input, _charsetService: charsets, coreService } = this.#internals;
    const attributes = input._curAttrData;
    const { charset } = charsets;
    const { insertMode } = coreService.modes;
    const giveBackTint = this.#tint.putAside();
    input._curAttrData = attributes.clone();
    charsets.charset = undefined;
    coreService.modes.insertMode = false;
    return () => {
      input._curAttrData = attributes;
      charsets.charset = charset;
      coreService.modes.insertMode = insertMode;
      giveBackTint();
    };
  }

  /** The lowest row of the screen that has text, from 0; -1 without any. */
  #lastRow() {
    let row = this.#terminal.rows - 1;
    while (row >= 0 && this.#text(row) === "") row -= 1;
    return row;
  }

  /** @param {number} row @param {number} [column] */
  #text(row, column) {
    const { active } = this.#terminal.buffer;
    return active.getLine(active.baseY + row)?.translateToString(true, column) ?? "";
  }

  /** A program that switches new-line mode off gets what it would have without saying anything. */
  #keepNewLines() {
    const { _inputHandler: input } = this.#internals;
    this.#terminal.parser.registerCsiHandler({ final: "l" }, (/** @type {Modes} */ modes) => {
      if (!modes.includes(NEW_LINE_MODE)) return false;
      const others = modes.filter((mode) => mode !== NEW_LINE_MODE);
      this.#terminal.options.convertEol = this.#newLines;
      return input.resetMode({ length: others.length, params: others });
    });
  }
}

/** @typedef {(number | number[])[]} Modes */

const NEW_LINE_MODE = 20;
const NO_PARAMETERS = { length: 0, params: [] };
