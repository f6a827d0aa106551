// The lines that records of output print, each with its name `OFFSET.LINE`, as far as they can be told without a terminal.

/**
 * @typedef {import("../connection/protocol.js").Envelope} Envelope
 * @typedef {{ offset: number, line: number, timestamp?: string, text: string }} PrintedLine `text`: as it stood last
 */

/**
 * @param {Envelope[]} records in their order, never merged
 * @param {boolean} beginsMidLine whether the output before them has not ended its line
 * @returns {PrintedLine[]}
 */
export function printedLines(records, beginsMidLine) {
  /** @type {{ offset: number, line: number, timestamp?: string, raw: string }[]} */
  const lines = [];
  let isWithin = beginsMidLine;
  for (const { type, offset = 0, timestamp, data } of records) {
    if (type !== "terminal_output" || data.output === "") continue;
    const [rest, ...more] = data.output.split("\n");
    let line = 0;
    if (!isWithin) lines.push({ offset, line: line++, timestamp, raw: rest });
    else if (lines.length > 0) lines[lines.length - 1].raw += rest;
    for (const raw of more) lines.push({ offset, line: line++, timestamp, raw });
    // What follows the last LF is a line only if something follows.
    isWithin = more.at(-1) !== "";
    if (!isWithin) lines.pop();
  }
  return lines.map(({ raw, ...line }) => ({ ...line, text: shownText(raw) }));
}

/**
 * The line with this text that is nearest to a place among them. It need not stand exactly there, because a terminal counts lines
 * differently where a program moves the cursor.
 *
 * @param {PrintedLine[]} lines
 * @param {number} index
 * @param {string} text
 */
export function nearestLine(lines, index, text) {
  const same = lines.map((line, i) => ({ line, distance: Math.abs(i - index) })).filter(({ line }) => line.text === text);
  return same.sort((a, b) => a.distance - b.distance).at(0)?.line;
}

/** Without sequences; what begins at the left edge again stands over what was there. @param {string} raw */
function shownText(raw) {
  let shown = "";
  for (const part of raw.replace(SEQUENCES, "").split("\r")) shown = part + shown.slice(part.length);
  return shown.replace(/([^\t]*)\t/g, (_, before) => before + " ".repeat(8 - (before.length % 8))).trimEnd();
}

/** CSI, strings such as OSC, and the short ones. */
const SEQUENCES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])/g;
