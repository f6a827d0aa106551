// Saves all lines that pass a filter as a file of text, from the whole history.

import { element } from "../elements/element.js";
import { fileName } from "./exporting.js";

/** @typedef {import("./filtered-lines.js").Answer} Answer */

/**
 * @param {string} channel
 * @param {(bounds: { before?: number, limit: number }) => Promise<Answer>} search
 * @param {(lines: number) => void} progress so many lines have been found
 * @throws {Error} in words for the viewer
 */
export async function saveFiltered(channel, search, progress) {
  const { text, time } = await filteredText(search, progress);
  const href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = element("a", { href, download: fileName(`${channel}-filtered`, time, "txt") });
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(href), KEEP_MILLIS);
}

/**
 * @param {(bounds: { before?: number, limit: number }) => Promise<Answer>} search
 * @param {(lines: number) => void} progress
 * @returns {Promise<{ text: string, time: Date }>}
 */
export async function filteredText(search, progress) {
  const time = new Date();
  /** Newest first. @type {string[]} */
  const lines = [];
  let characters = 0;
  let replaced = 0;
  /** @type {number | undefined} */
  let before;
  for (;;) {
    const { hits, reason, next } = await search({ before, limit: PAGE });
    for (const { text } of hits) {
      lines.push(text);
      characters += text.length + 1;
    }
    progress(lines.length);
    if (reason === "exhausted") break;
    if (reason === "replaced" && ++replaced > MOST_REPLACED) throw new Error("Another search goes on");
    if (characters >= MOST_CHARACTERS) {
      lines.push(`… earlier lines are left out: a file has ${MOST_CHARACTERS.toLocaleString("en")} characters at most …`);
      break;
    }
    before = next;
  }
  return {
    text: lines
      .reverse()
      .map((line) => `${line}\n`)
      .join(""),
    time,
  };
}

/** As many as the server gives at once. */
const PAGE = 1_000;
/** All of it is held until it is saved. */
const MOST_CHARACTERS = 50_000_000;
/** Another search of the same viewer ends ours, which goes on so often where it was. */
const MOST_REPLACED = 20;
const KEEP_MILLIS = 60_000;
