// The sections of a run, on demand: read from the server when they are unfolded, and each leads to its first line.

import { counted, spanWords } from "./words.js";
import { element } from "./element.js";
import { LogPages } from "../history/log-pages.js";
import { Sections } from "../terminal/sections.js";

/** @typedef {{ first?: number, last?: number }} Extent offsets of the run's first record, and of its last one once it has ended */

export class RunSections {
  #note = element("p", { class: "tapewire-panel-note", role: "status" });
  #list = element("ol", { class: "tapewire-sections" });
  element = element("details", { class: "tapewire-card-more" }, element("summary", {}, "Sections"), this.#note, this.#list);
  #pages;
  #reading = new AbortController();
  /** @type {Extent} */
  #extent = {};
  #isComplete = false;

  /** @param {() => LogPages | undefined} pages of the channel's log */
  constructor(pages) {
    this.#pages = pages;
    this.element.addEventListener("toggle", () => {
      if (this.element.open) void this.#read();
      else this.#reading.abort();
    });
  }

  /** @param {Extent} extent */
  set extent(extent) {
    this.#extent = extent;
  }

  dispose() {
    this.#reading.abort();
  }

  /** What a run that has ended has printed is read once. */
  async #read() {
    const pages = this.#pages();
    const { first, last } = this.#extent;
    if (this.#isComplete || !pages || first === undefined) return;
    this.#reading.abort();
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    this.#note.textContent = "Reading …";
    try {
      const { sections, isAll } = await readSections(pages, { first, last }, signal);
      this.#isComplete = last !== undefined;
      this.#draw(sections, isAll);
    } catch (error) {
      if (signal.aborted) return;
      console.warn("tapewire: the sections cannot be read:", error);
      this.#note.textContent = "The sections cannot be read";
    }
  }

  /** @param {Sections} sections @param {boolean} isAll */
  #draw({ list, isFull }, isAll) {
    const rest = isFull ? "; there are more" : isAll ? "" : `; only the first ${MOST_RECORDS.toLocaleString("en")} records have been read`;
    this.#note.textContent = (list.length === 0 ? "No sections" : counted(list.length, "section", "sections")) + rest;
    this.#list.replaceChildren(...list.map(item));
  }
}

/** @param {LogPages} pages @param {{ first: number, last?: number }} extent @param {AbortSignal} signal */
async function readSections(pages, { first, last = Infinity }, signal) {
  const sections = new Sections();
  let read = first - 1;
  while (read < last && read - first < MOST_RECORDS && !sections.isFull) {
    const page = await pages.after(read, signal);
    signal.throwIfAborted();
    if (!page || page.records.length === 0) break;
    for (const record of page.records) if (record.offset <= last) sections.read(record);
    read = page.last;
  }
  sections.finish();
  return { sections, isAll: read - first < MOST_RECORDS };
}

/** @param {import("../terminal/sections.js").Section} section */
function item({ title, offset, line, depth, started, ended, exit }) {
  const took = ended === undefined ? "" : spanWords(ended - started);
  const fact = [exit ? `exit ${exit}` : "", took].filter(Boolean).join(" · ");
  const button = element(
    "button",
    {
      type: "button",
      class: "tapewire-section",
      style: `--tapewire-level: ${depth}`,
      "data-offset": String(offset),
      "data-line": String(line),
    },
    element("span", { class: "tapewire-dot", "aria-hidden": "true", "data-kind": exit ? "bad" : "" }),
    element("span", { class: "tapewire-section-title", title }, title),
    element("span", { class: "tapewire-card-fact" }, fact),
  );
  return element("li", {}, button);
}

/** Records of at most 1 KiB of output each. */
const MOST_RECORDS = 50_000;
