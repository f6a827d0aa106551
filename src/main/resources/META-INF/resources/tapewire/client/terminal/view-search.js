// Finds text in what the terminal holds. Whole lines are searched, over the rows on which they are wrapped.

/**
 * @typedef {{ row: number, column: number, length: number }} Hit in cells
 * @typedef {{ hits: Hit[], before: number, total: number }} Found the hits that are nearest to a row, in order; how many are before them; how many
 *   there are in all
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
 * @param {number} near a row
 * @param {AbortSignal} signal
 * @param {() => Promise<void>} pause called again and again, so that nothing else has to wait
 * @returns {Promise<Found>} 5,000 hits at most
 */
export async function findInView(terminal, expression, near, signal, pause) {
  const nearest = new NearestHits(near, MOST_HITS);
  let begun = performance.now();
  for (let row = 0; row < terminal.buffer.active.length && !signal.aborted;) {
    const end = lineEnd(terminal, row);
    for (const hit of hitsIn(terminal, row, end, expression)) nearest.add(hit);
    row = end;
    if (performance.now() - begun > SLICE_MS) {
      await pause();
      begun = performance.now();
    }
  }
  return nearest.found;
}

/** Keeps as many hits after a row as before it, and more on one side where there are fewer on the other. */
class NearestHits {
  #near;
  #most;
  /** @type {Hit[]} */
  #above = [];
  /** @type {Hit[]} */
  #below = [];
  #total = 0;
  #totalAbove = 0;

  /** @param {number} near a row @param {number} most */
  constructor(near, most) {
    this.#near = near;
    this.#most = most;
  }

  /** @param {Hit} hit the next one */
  add(hit) {
    this.#total += 1;
    if (hit.row >= this.#near) {
      if (this.#below.length < this.#most) this.#below.push(hit);
      return;
    }
    this.#totalAbove += 1;
    this.#above.push(hit);
    if (this.#above.length >= 2 * this.#most) this.#above.splice(0, this.#above.length - this.#most);
  }

  /** @returns {Found} */
  get found() {
    const below = this.#below.slice(0, Math.max(Math.ceil(this.#most / 2), this.#most - this.#above.length));
    const above = this.#above.slice(Math.max(0, this.#above.length - (this.#most - below.length)));
    return { hits: [...above, ...below], before: this.#totalAbove - above.length, total: this.#total };
  }
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
  const cells = isPlain(text) ? undefined : cellsOf(terminal, from, end);
  return found.map(({ index, 0: matched }) => {
    const first = cells ? (cells[index] ?? 0) : index;
    const last = cells ? (cells[index + matched.length] ?? cells.at(-1) ?? first) : index + matched.length;
    return { row: from + Math.floor(first / terminal.cols), column: first % terminal.cols, length: Math.max(1, last - first) };
  });
}

/** Whether each character has a cell of its own. To ask all cells takes much longer. @param {string} text */
const isPlain = (text) => /^[\x20-\x7e]*$/.test(text);

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
/** Shorter than the time between two frames. */
const SLICE_MS = 8;
