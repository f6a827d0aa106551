// Finds text in what the terminal holds. Whole lines are searched, over the rows on which they are wrapped.

/**
 * @typedef {{ row: number, column: number, length: number }} Hit in cells
 * @typedef {Pick<import("../../vendor/xterm.js").Terminal, "buffer" | "cols">} Terminal
 */

/**
 * @param {string} text
 * @param {{ regex?: boolean, case?: boolean }} how
 * @returns {RegExp}
 * @throws {SyntaxError} when it is no regular expression
 */
export function expressionOf(text, { regex = false, case: isCase = false }) {
  return new RegExp(regex ? text : text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), isCase ? "gu" : "giu");
}

/**
 * @param {Terminal} terminal
 * @param {RegExp} expression
 * @param {AbortSignal} signal
 * @param {() => Promise<void>} pause called again and again, so that nothing else has to wait
 * @returns {Promise<Hit[]>} first ones first, 5,000 at most
 */
export async function findInView(terminal, expression, signal, pause) {
  /** @type {Hit[]} */
  const hits = [];
  for (let row = 0; row < terminal.buffer.active.length && hits.length < MOST_HITS;) {
    const end = lineEnd(terminal, row);
    hits.push(...hitsIn(terminal, row, end, expression));
    if (Math.floor(row / SLICE_ROWS) !== Math.floor(end / SLICE_ROWS)) await pause();
    if (signal.aborted) return [];
    row = end;
  }
  return hits.slice(0, MOST_HITS);
}

/** Whether it is still there: lines move up when the oldest are dropped. @param {Terminal} terminal @param {Hit} hit @param {RegExp} expression */
export function isThere(terminal, hit, expression) {
  return hitsIn(terminal, hit.row, lineEnd(terminal, hit.row), expression).some(
    ({ row, column }) => row === hit.row && column === hit.column,
  );
}

/** @param {Terminal} terminal @param {number} row @returns {number} the row after the line that begins here */
function lineEnd({ buffer: { active } }, row) {
  let end = row + 1;
  while (end < active.length && active.getLine(end)?.isWrapped) end += 1;
  return end;
}

/** @param {Terminal} terminal @param {number} from @param {number} end @param {RegExp} expression @returns {Hit[]} */
function hitsIn(terminal, from, end, expression) {
  const { active } = terminal.buffer;
  let text = "";
  for (let row = from; row < end; row++) text += active.getLine(row)?.translateToString(row === end - 1) ?? "";
  const found = [...text.matchAll(expression)].filter(([matched]) => matched !== "");
  if (found.length === 0) return [];
  const cells = cellsOf(terminal, from, end);
  return found.map(({ index, 0: matched }) => {
    const first = cells[index] ?? 0;
    const last = cells[index + matched.length] ?? cells.at(-1) ?? first;
    return { row: from + Math.floor(first / terminal.cols), column: first % terminal.cols, length: Math.max(1, last - first) };
  });
}

/** Of each character the cell in which it is. @param {Terminal} terminal @param {number} from @param {number} end */
function cellsOf({ buffer: { active }, cols }, from, end) {
  /** @type {number[]} */
  const cells = [];
  for (let row = from; row < end; row++) {
    const line = active.getLine(row);
    for (let column = 0; column < cols; column++) {
      const cell = line?.getCell(column);
      // The second half of a wide character has no text.
      const width = cell?.getWidth() === 0 ? 0 : Math.max(1, cell?.getChars().length ?? 1);
      for (let i = 0; i < width; i++) cells.push((row - from) * cols + column);
    }
  }
  cells.push((end - from) * cols);
  return cells;
}

const MOST_HITS = 5_000;
const SLICE_ROWS = 500;
