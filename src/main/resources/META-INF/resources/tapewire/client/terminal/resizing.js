// Gives a terminal another size, and keeps what is on it as readable as it was.

import { internalsOf } from "./internals.js";

/**
 * @typedef {import("./internals.js").Terminal & { resize: (cols: number, rows: number) => void }} Terminal
 *
 * @param {Terminal} terminal
 * @param {number} cols
 * @param {number} rows
 */
export function resize(terminal, cols, rows) {
  if (cols < terminal.cols) dropPadding(terminal, cols);
  if (rows > terminal.rows) dropEmptyRows(terminal);
  terminal.resize(cols, rows);
}

/**
 * Removes the blanks with which programs fill their lines up to the terminal's width. In a narrower one they would be wrapped, and each line be followed
 * by an empty one.
 *
 * @param {Terminal} terminal @param {number} cols
 */
function dropPadding(terminal, cols) {
  const { normal } = internalsOf(terminal).buffers;
  for (let row = 0; row < normal.lines.length; row++) {
    const line = normal.lines.get(row);
    // These blanks are in the middle of a line that takes several rows.
    if (line.isWrapped || normal.lines.get(row + 1)?.isWrapped) continue;
    let end = line.getTrimmedLength();
    if (end <= cols) continue;
    while (end > cols && isBlank(line, end - 1)) end -= 1;
    if (end === cols) line.replaceCells(cols, line.length, normal.getNullCell());
  }
}

/** @param {import("./internals.js").Line} line @param {number} column */
function isBlank(line, column) {
  return line.getWidth(column) === 1 && line.getString(column).trim() === "";
}

/**
 * Removes the empty rows at the bottom. Then a higher terminal takes lines back from the scrollback; otherwise xterm.js would add more empty rows.
 *
 * @param {Terminal} terminal
 */
function dropEmptyRows(terminal) {
  const { active } = terminal.buffer;
  if (active.type === "alternate" || active.baseY === 0) return;
  let last = terminal.rows - 1;
  while (last > active.cursorY && active.getLine(active.baseY + last)?.translateToString(true) === "") last -= 1;
  if (last < terminal.rows - 1) terminal.resize(terminal.cols, last + 1);
}
