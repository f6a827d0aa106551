// Reads text out of a terminal's rows, and tells where a line of it comes from.

/** @typedef {Pick<import("../../vendor/xterm.js").Terminal, "buffer">} Terminal */

/** Wrapped rows are joined. @param {Terminal} terminal @param {number} from @param {number} to the first row that is not wanted any more */
export function textOf({ buffer: { active } }, from, to) {
  let text = "";
  for (let y = from; y < to; y++) {
    const line = active.getLine(y);
    if (!line) continue;
    text += (line.isWrapped || y === from ? "" : "\n") + line.translateToString(true);
  }
  return text.trimEnd();
}

/**
 * Which records a line comes from, of which the terminal knows only some.
 *
 * @param {Terminal} terminal
 * @param {import("./record-rows.js").RecordRows} records
 * @param {number} row
 * @returns {{ from: number, to?: number, lines: number, text: string } | undefined} a record that begins before it, and the first known one
 *   after it; how many lines begin between the former and the line; its text
 */
export function recordsAround(terminal, records, row) {
  const { active } = terminal.buffer;
  let begin = row;
  while (begin > 0 && active.getLine(begin)?.isWrapped) begin -= 1;
  let end = row + 1;
  while (active.getLine(end)?.isWrapped) end += 1;
  const before = records.before(begin);
  if (!before) return undefined;
  let lines = 0;
  for (let y = before.row + 1; y <= begin; y++) if (!active.getLine(y)?.isWrapped) lines += 1;
  return { from: before.offset, to: records.after(end - 1)?.offset, lines, text: textOf(terminal, begin, end) };
}
