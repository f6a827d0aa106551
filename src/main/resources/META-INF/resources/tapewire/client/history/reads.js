// Which passage of a log is read when the history is opened, and where in it one begins.

import { Passage } from "./passage.js";

/**
 * @typedef {import("../terminal/line-places.js").Place} Place
 * @typedef {import("./log-pages.js").LogPage} LogPage
 * @typedef {import("./excerpt.js").Read} Read
 */

/** A line, which is marked, and what is around it. @param {Place} place @returns {Read} */
export function around(place) {
  return async (pages, signal) => {
    const before = await pages.before(place.offset + 1, signal);
    const isOther = place.epoch !== undefined && before?.epoch !== place.epoch;
    if (!before || isOther || before.records.at(-1)?.offset !== place.offset) return undefined;
    return { passage: joined(before, await pages.after(place.offset, signal)), where: "mark" };
  };
}

/** What is above a row. @param {import("./pane.js").Top} top @returns {Read} */
export function above({ offset, rows }) {
  return async (pages, signal) => {
    const before = await pages.before(offset, signal);
    if (!before || before.records.length === 0) return undefined;
    return { passage: joined(before, await pages.after(offset - 1, signal)), where: { offset, rows: rows - STEP_ROWS } };
  };
}

/** The oldest output that is kept, if it is before a record. @param {number} [offset] @returns {Read} */
export function startBefore(offset = Infinity) {
  return async (pages, signal) => {
    const page = await pages.after(0, signal);
    return page && page.records.length > 0 && page.first < offset ? { passage: new Passage([page]), where: "start" } : undefined;
  };
}

/** @param {LogPage} before @param {LogPage | undefined} after */
function joined(before, after) {
  const passage = new Passage([before]);
  return after ? passage.withNewer(after) : passage;
}

/** Of the wheel, or of a key at the first line. */
const STEP_ROWS = 3;
