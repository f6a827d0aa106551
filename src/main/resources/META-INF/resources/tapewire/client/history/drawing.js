// Writes a passage to a screen, from what the records before it have left behind on.

import { ChannelView } from "../terminal/channel-view.js";
import { charactersBefore } from "../terminal/line-places.js";
import { forgottenWords } from "../terminal/gap-words.js";
import { Transcript } from "../terminal/transcript.js";

/**
 * @typedef {import("./passage.js").Passage} Passage
 * @typedef {import("../terminal/line-places.js").Place} Place
 *
 * @param {import("../terminal/screen.js").Screen} screen
 * @param {Passage} passage
 * @param {import("../terminal/folds.js").Folds} folds
 * @param {{ place?: Place, reached: () => void }} mark called when the cursor stands where this line begins
 * @returns {Promise<void>} settles when everything has been parsed
 */
export async function drawPassage(screen, passage, folds, { place, reached }) {
  const { emulator, writer, records } = screen;
  const transcript = new Transcript({ emulator, writer, resize: (size) => screen.resize(size) });
  const host = {
    ...NOBODY,
    begins: (/** @type {number} */ offset, /** @type {number | undefined} */ time) => records.begins(offset, time),
  };
  const view = new ChannelView(transcript, { forgotten: 0 }, host, { folds: folds.beside(), mostUntold: 0 });
  transcript.begin(passage.context);
  if (passage.forgotten > 0) transcript.note(forgottenWords(passage.forgotten), "warning");
  const skip = place && charactersTo(place, passage.records);
  if (place && skip !== undefined) view.mark = { offset: place.offset, skip, reached };
  for (const record of passage.records) view.show(record, () => {});
  // Where a program fills the screen there is nothing to scroll.
  writer.put(() => (emulator.isAlternate ? LEAVE_ALTERNATE : ""));
  await new Promise((done) => transcript.at(() => done(undefined)));
}

/** @param {Place} place @param {Passage["records"]} records @returns {number | undefined} how many characters of its record are before a line */
function charactersTo({ offset, line }, records) {
  const own = records.find((record) => record.offset === offset);
  if (own?.type !== "terminal_output") return own && 0;
  const before = records.findLast(({ type, offset: other }) => type === "terminal_output" && other < offset);
  return charactersBefore(own.data.output, line, before !== undefined && !before.data.output.endsWith("\n"));
}

/** Nobody waits for what is history. @type {Omit<import("../terminal/channel-view.js").Host, "begins">} */
const NOBODY = {
  message: () => {},
  offset: () => {},
  empty: () => {},
  gap: () => {},
  subscribed: () => {},
  reset: () => {},
  awaitFirst: () => {},
  outputOf: () => undefined,
};

const LEAVE_ALTERNATE = "\x1b[?1049l";
