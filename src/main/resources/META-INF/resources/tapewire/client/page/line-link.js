// Finds the name of a line that the viewer has selected, by asking the server for the records around it.

import { decode } from "../connection/protocol.js";
import { nearestLine, printedLines } from "../terminal/printed-lines.js";
import { resourcePath } from "../connection/address.js";

/**
 * @typedef {import("../elements/terminal.js").TapewireTerminal} Terminal
 * @typedef {import("../terminal/line-places.js").Place} Place
 */

/**
 * @param {HTMLElement} place of all terminals
 * @param {import("./current.js").Current} current
 * @param {(place: Place) => void} found called when the viewer has selected a line whose name is known
 */
export function linkSelected(place, current, found) {
  let latest = 0;
  place.addEventListener("pointerup", async ({ target }) => {
    const { terminal } = current;
    if (terminal !== /** @type {Element} */ (target).closest(".xterm")?.closest("tapewire-terminal")) return;
    const row = terminal.emulator?.getSelectionPosition()?.start.y;
    if (row === undefined) return;
    const number = ++latest;
    try {
      const line = await placeOfRow(terminal, row);
      if (line && number === latest && terminal === current.terminal) found(line);
    } catch (error) {
      // The address stays as it is, and selecting does what else it does.
      console.warn("tapewire: the selected line has no link:", error);
    }
  });
}

/** @param {Terminal} terminal @param {number} row of the terminal's buffer @returns {Promise<Place | undefined>} undefined: it is no line of the output */
async function placeOfRow(terminal, row) {
  const { channel, client, epoch } = terminal;
  const around = terminal.recordsAround(row);
  if (!around || !client) return undefined;
  // One more, which tells whether the first begins in the middle of a line.
  const from = Math.max(0, around.from - 2);
  const limit = Math.min(MOST_RECORDS, (around.to ?? around.from + MOST_RECORDS) - from);
  const response = await client.get(resourcePath(channel, `records?after=${from}&limit=${limit}`));
  if (!response.ok) throw new Error(`the records from ${from} on: status ${response.status}`);
  const records = (await response.text()).split("\n").filter(Boolean).map(decode);
  const before = records.filter(({ offset = 0 }) => offset < around.from).at(-1);
  const own = records.filter(({ offset = 0 }) => offset >= around.from);
  const isWithin = before?.type === "terminal_output" && !before.data.output.endsWith("\n");
  const line = nearestLine(printedLines(own, isWithin), around.lines, around.text);
  return line && { offset: line.offset, line: line.line, epoch };
}

/** What lies between two rows of which the terminal knows the records, and more where a program has printed many short ones. */
const MOST_RECORDS = 500;
