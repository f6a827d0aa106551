// Says in the terminal, in words, what is missing from it.

/** @param {import("./protocol.js").Gap} gap */
export function gapWords({ from, to, reason }) {
  const why = REASONS.get(reason) ?? reason;
  const count = to - from + 1;
  if (count < 1) return why;
  return `${count.toLocaleString("en")} ${count === 1 ? "record" : "records"} not shown: ${why}`;
}

/**
 * @param {string} words
 * @param {boolean} midLine whether the cursor stands inside a line
 */
export function markerLine(words, midLine) {
  // Cancels an escape sequence that what is missing may have cut in two, and colours that nobody will take back.
  const clean = "\x18\x1b[0m";
  // The words may come from a server: nothing in them may move the cursor.
  const safe = words.replace(/[\x00-\x1f\x7f-\x9f]/g, " ");
  return `${clean}${midLine ? "\r\n" : ""}\x1b[33m── ${safe} ──\x1b[0m\r\n`;
}

const REASONS = new Map([
  ["evicted", "evicted"],
  ["slow", "this viewer was too slow"],
  ["restart", "the channel started over"],
  ["lost", "lost on the way"],
]);
