// About how many rows of a terminal a record takes.

/** @param {import("../connection/protocol.js").ChannelMessage} record */
export function rowsOf({ type, data }) {
  if (type === "run_started" || type === "run_ended") return 1;
  if (type !== "terminal_output") return 0;
  let lines = 0;
  for (let at = data.output.indexOf("\n"); at >= 0; at = data.output.indexOf("\n", at + 1)) lines += 1;
  return Math.max(lines, data.output.length / USUAL_COLUMNS);
}

const USUAL_COLUMNS = 100;
