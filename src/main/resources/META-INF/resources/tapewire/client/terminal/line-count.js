// Counts lines, each of which may take several rows.

/** @param {Pick<import("../../vendor/xterm.js").Terminal, "buffer">} terminal @param {number} end the first row that does not count */
export function linesUpTo({ buffer: { active } }, end) {
  let lines = 0;
  for (let row = 0; row < end; row++) if (!active.getLine(row)?.isWrapped) lines += 1;
  return lines;
}
