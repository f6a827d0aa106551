// A row of the activity table: time, level and message, and what else was published with it on demand.

import { clockWords } from "./words.js";
import { element } from "./element.js";
import { oneLine, plainLines } from "../terminal/readable.js";

/**
 * @typedef {object} Entry
 * @property {string} level as published
 * @property {number} rank of the level, from 0 to 3
 * @property {string} message
 * @property {unknown} metadata
 * @property {string} [timestamp]
 */

/** @param {Entry} entry @param {{ open: boolean, toggle: () => void }} options @returns {HTMLElement} */
export function activityRow({ level, rank, message, metadata, timestamp }, { open, toggle }) {
  const time = new Date(timestamp ?? "");
  const expand = element("button", {
    type: "button",
    class: "tapewire-activity-expand",
    "aria-expanded": String(open),
    "aria-label": `Details: ${oneLine(message, MOST_LABEL)}`,
  });
  expand.addEventListener("click", toggle);
  const row = element(
    "div",
    { role: "row", class: "tapewire-activity-row", "data-kind": KINDS[rank] },
    element("span", { role: "cell" }, expand),
    element("time", { role: "cell", title: Number.isNaN(time.getTime()) ? "" : time.toISOString() }, clockWords(time)),
    element("span", { role: "cell", class: "tapewire-activity-level" }, oneLine(level, MOST_LEVEL)),
    element("span", { role: "cell", class: "tapewire-activity-message" }, oneLine(message, MOST_MESSAGE)),
  );
  const whole = element("div", { class: "tapewire-activity-entry" }, row);
  if (open) whole.append(details(message, metadata));
  return whole;
}

/** How high the details of an entry are: a fixed number of lines, which scroll. */
export const DETAILS_HEIGHT = 132;

/** @param {string} message @param {unknown} metadata */
function details(message, metadata) {
  const more = metadata === undefined || metadata === null ? "" : `\n\n${JSON.stringify(metadata, null, 2)}`;
  const text = plainLines(message, MOST_DETAILS) + plainLines(more, MOST_DETAILS);
  const pre = element("pre", { class: "tapewire-activity-details", tabindex: "0", "aria-label": "Details" }, text);
  return element("div", { role: "row" }, element("div", { role: "cell" }, pre));
}

/** From 0, the least, to 3. Levels are free text; one that nobody knows counts as information. @param {string} level */
export function levelOf(level) {
  const word = level.trim().toLowerCase();
  if (/^(trace|debug|fine|finer|finest|verbose)$/.test(word)) return 0;
  if (/^(warn|warning)$/.test(word)) return 2;
  if (/^(error|severe|fatal|critical|alert|emergency|err)$/.test(word)) return 3;
  return 1;
}

const KINDS = /** @type {const} */ (["quiet", "info", "wait", "bad"]);
const MOST_LEVEL = 12;
const MOST_LABEL = 60;
const MOST_MESSAGE = 300;
const MOST_DETAILS = 20_000;
