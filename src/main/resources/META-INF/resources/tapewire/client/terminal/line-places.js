// How a line is named, `OFFSET.LINE`: the record in which it begins, and which beginning of a line in that record it is, from 0.

/** @typedef {{ offset: number, line: number, epoch?: string }} Place `epoch` names the log; without it any log is meant */

/** @param {string | null | undefined} text @returns {Place | undefined} */
export function placeOf(text) {
  const [, offset, line] = /^(\d{1,15})(?:\.(\d{1,9}))?$/.exec(text ?? "") ?? [];
  return offset === undefined ? undefined : { offset: Number(offset), line: Number(line ?? 0) };
}

/** @param {Place} place */
export function placeText({ offset, line }) {
  return `${offset}.${line}`;
}

/**
 * How many characters of a record are before the beginning of a line.
 *
 * @param {string} output of the record
 * @param {number} line
 * @param {boolean} beginsMidLine whether the output before it has not ended its line
 */
export function charactersBefore(output, line, beginsMidLine) {
  let wanted = beginsMidLine ? line + 1 : line;
  let at = 0;
  while (wanted > 0) {
    const end = output.indexOf("\n", at);
    if (end < 0) return at;
    at = end + 1;
    wanted -= 1;
  }
  return at;
}
