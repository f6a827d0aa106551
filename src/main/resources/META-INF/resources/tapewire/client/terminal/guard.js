// Keeps xterm.js from sequences with which any program, or anyone who writes to a channel, could bring it to a standstill.

import { internalsOf } from "./internals.js";

/**
 * xterm.js does a command that has a count as often as the count says, up to two thousand million times, and never writes anything again
 * once one of its handlers has thrown. Every command keeps the effect that it would have in the end.
 *
 * @param {import("./internals.js").Terminal} terminal
 */
export function guard(terminal) {
  limitCounts(terminal);
  eraseUpToTheLastCell(terminal);
  limitMarks(terminal);
  for (const command of PALETTE_COMMANDS) {
    terminal.parser.registerOscHandler(command, (colours) => colours.length > MOST_PALETTE_CHARACTERS);
  }
}

/** @param {import("./internals.js").Terminal} terminal */
function limitCounts(terminal) {
  const { _inputHandler: input } = internalsOf(terminal);
  const rows = () => terminal.rows;
  const cols = () => terminal.cols;
  /** @param {string} final @param {"insertLines" | "deleteLines" | "scrollUp" | "scrollDown" | "cursorForwardTab" | "cursorBackwardTab" | "repeatPrecedingCharacter"} command @param {() => number} most */
  const limit = (final, command, most) => {
    terminal.parser.registerCsiHandler({ final }, ([count]) => {
      const limited = most();
      return Number(count) > limited && input[command]({ length: 1, params: [limited] });
    });
  };
  limit("L", "insertLines", rows);
  limit("M", "deleteLines", rows);
  limit("S", "scrollUp", rows);
  limit("T", "scrollDown", rows);
  limit("I", "cursorForwardTab", cols);
  limit("Z", "cursorBackwardTab", cols);
  limit("b", "repeatPrecedingCharacter", () => repetitions(terminal));
}

/** How often the character before the cursor fits on the screen, with all its marks; xterm repeats it no more often either. */
function repetitions(/** @type {import("./internals.js").Terminal} */ { buffer: { active }, cols, rows }) {
  const line = active.getLine(active.baseY + active.cursorY);
  const before = (/** @type {number} */ cells) => line?.getCell(active.cursorX - cells)?.getChars();
  // The second cell of a wide character has no text.
  const character = before(1) || before(2) || " ";
  return Math.max(1, Math.floor((cols * rows) / character.length));
}

/**
 * Where the screen is erased up to the cursor and that is in the last cell, xterm.js goes on in the line below, and throws if there is
 * none. The whole screen is erased then.
 *
 * @param {import("./internals.js").Terminal} terminal
 */
function eraseUpToTheLastCell(terminal) {
  const { _inputHandler: input } = internalsOf(terminal);
  const { parser, buffer } = terminal;
  for (const prefix of [undefined, "?"]) {
    const keepsProtected = prefix === "?";
    parser.registerCsiHandler({ prefix, final: "J" }, ([what]) => {
      const { cursorX, cursorY, length } = buffer.active;
      const isInLastCell = cursorX >= terminal.cols - 1 && cursorY + 1 >= length;
      if (what !== ERASE_ABOVE || !isInLastCell) return false;
      return input.eraseInDisplay({ length: 1, params: [ERASE_ALL] }, keepsProtected);
    });
  }
}

/**
 * A browser takes seconds to draw a cell with thousands of combining characters, and does so again and again. What is too much for one
 * cell is not shown. All terminals of a page share the class of their lines.
 *
 * @param {import("./internals.js").Terminal} terminal
 */
function limitMarks(terminal) {
  const Line = internalsOf(terminal).buffers.active.lines.get(0).constructor;
  if (limitedLines.has(Line)) return;
  limitedLines.add(Line);
  const add = Line.prototype.addCodepointToCell;
  /** @this {import("./internals.js").Line} @param {number} x @param {number} codepoint @param {number} width */
  Line.prototype.addCodepointToCell = function (x, codepoint, width) {
    if (this.getString(x).length < MOST_IN_CELL || this.getWidth(x) !== width) add.call(this, x, codepoint, width);
  };
}

/** @type {WeakSet<object>} */
const limitedLines = new WeakSet();
/** UTF-16 code units. Unicode allows 30 marks in a row in text that is fit for streams, and emoji are shorter. */
const MOST_IN_CELL = 32;

const [ERASE_ABOVE, ERASE_ALL] = [1, 2];
/** To set and to restore colours of the palette. */
const PALETTE_COMMANDS = [4, 104];
/** All 256 colours take 6 KB. The time for many more grows with the square of their number. */
const MOST_PALETTE_CHARACTERS = 16 * 1024;
