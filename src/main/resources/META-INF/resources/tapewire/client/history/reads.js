// Which passage of a log is read: the first, with the row to begin at, and longer ones.

import { Passage } from "./passage.js";

/**
 * @typedef {import("../terminal/line-places.js").Place} Place
 * @typedef {import("./log-pages.js").LogPage} LogPage
 * @typedef {import("./pane.js").Top} Top
 *
 * @typedef {object} Pages see LogPages
 * @property {(offset: number, signal: AbortSignal) => Promise<LogPage | undefined>} before
 * @property {(offset: number, signal: AbortSignal) => Promise<LogPage | undefined>} after
 *
 * @typedef {{ passage: Passage, where: Top | "mark" | "start" }} Opening
 *
 * @callback Read
 * @param {Pages} pages
 * @param {AbortSignal} signal
 * @returns {Promise<Opening | undefined>} undefined: the server has not got it
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

/** What is above a row. @param {Top} top @returns {Read} */
export function above({ offset, rows }) {
  return async (pages, signal) => {
    const before = await pages.before(offset, signal);
    if (!before || before.records.length === 0) return undefined;
    return { passage: joined(before, await pages.after(offset - 1, signal)), where: { offset, rows: rows - STEP_ROWS } };
  };
}

/** The oldest output that is kept. @type {Read} */
export async function start(pages, signal) {
  const page = await pages.after(0, signal);
  return page && page.records.length > 0 ? { passage: new Passage([page]), where: "start" } : undefined;
}

/** @param {Passage} passage @param {Pages} pages @param {AbortSignal} signal */
export async function older(passage, pages, signal) {
  const page = await pages.before(passage.first, signal);
  signal.throwIfAborted();
  return passage.withOlder(sameLog(passage, page));
}

/** @param {Passage} passage @param {Pages} pages @param {AbortSignal} signal */
export async function newer(passage, pages, signal) {
  const page = await pages.after(passage.last, signal);
  signal.throwIfAborted();
  return passage.withNewer(sameLog(passage, page));
}

/** @param {Passage} passage @param {LogPage | undefined} page */
function sameLog({ epoch }, page) {
  if (page?.epoch !== epoch) throw new Error("the channel has started over");
  return page;
}

/** @param {LogPage} before @param {LogPage | undefined} after */
function joined(before, after) {
  const passage = new Passage([before]);
  return after ? passage.withNewer(after) : passage;
}

/** Of the wheel, or of a key at the first line. */
const STEP_ROWS = 3;
