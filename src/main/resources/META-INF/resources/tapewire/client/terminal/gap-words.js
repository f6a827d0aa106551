// Says in words what is missing from the terminal.

/** @param {import("../connection/protocol.js").Gap} gap */
export function gapWords({ from, to, reason }) {
  const why = REASONS.get(reason) ?? reason;
  const count = to - from + 1;
  if (count < 1) return why;
  return `${records(count)} not shown: ${why}`;
}

/** @param {number} count of records before the first that is shown */
export function forgottenWords(count) {
  return `${count.toLocaleString("en")} earlier ${count === 1 ? "record is" : "records are"} not shown here`;
}

/** @param {number} count */
function records(count) {
  return `${count.toLocaleString("en")} ${count === 1 ? "record" : "records"}`;
}

const REASONS = new Map([
  ["evicted", "evicted"],
  ["slow", "this viewer was too slow"],
  ["restart", "the channel started over"],
  ["damaged", "could not be stored"],
  ["lost", "lost on the way"],
]);
