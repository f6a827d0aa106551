// The sections of a run, on demand: read from the server while they are unfolded, and each leads to its first line.

import { counted, spanWords } from "./words.js";
import { element } from "./element.js";
import { SectionReader } from "../history/section-reader.js";
import { set, setChildren } from "./changes.js";

/**
 * @typedef {import("../history/section-reader.js").Extent} Extent
 * @typedef {import("../terminal/sections.js").Section} Section
 */

export class RunSections {
  #note = element("p", { class: "tapewire-panel-note", role: "status" });
  #list = element("ol", { class: "tapewire-sections" });
  element = element("details", { class: "tapewire-card-more" }, element("summary", {}, "Sections"), this.#note, this.#list);
  #pages;
  #extent;
  #reader;
  /** The reading that goes on. @type {AbortController | undefined} */
  #reading;
  #readAt = -Infinity;
  /** @type {WeakMap<Section, HTMLElement>} */
  #items = new WeakMap();

  /** @param {Extent} extent @param {() => import("../history/log-pages.js").LogPages | undefined} pages of the channel's log */
  constructor(extent, pages) {
    this.#extent = extent;
    this.#pages = pages;
    this.#reader = new SectionReader(extent.first);
    this.element.addEventListener("toggle", () => {
      if (this.element.open) void this.#read();
      else this.dispose();
    });
  }

  /** Set again and again while the run goes on. Then the new records are read, but at most once in `PAUSE_MILLIS`. @param {Extent} extent */
  set extent(extent) {
    this.#extent = extent;
    if (!this.element.open || this.#reading || !this.#reader.isBehind(extent)) return;
    const isDue = performance.now() - this.#readAt >= PAUSE_MILLIS && this.element.checkVisibility();
    if (isDue || extent.last !== undefined) void this.#read();
  }

  dispose() {
    this.#reading?.abort();
    this.#reading = undefined;
  }

  async #read() {
    const pages = this.#pages();
    if (!pages || this.#reader.isComplete) return;
    this.dispose();
    const reading = new AbortController();
    this.#reading = reading;
    if (this.#list.childElementCount === 0) this.#note.textContent ||= "Reading …";
    try {
      await this.#reader.readOn(pages, () => this.#extent, reading.signal);
      this.#draw();
    } catch (error) {
      if (reading.signal.aborted) return;
      console.warn("tapewire: the sections cannot be read:", error);
      this.#note.textContent = "The sections cannot be read";
    } finally {
      this.#readAt = performance.now();
      if (this.#reading === reading) this.#reading = undefined;
    }
  }

  #draw() {
    const { sections, limit } = this.#reader;
    const count = sections.length === 0 ? "No sections" : counted(sections.length, "section", "sections");
    set(this.#note, "textContent", [count, limit].filter(Boolean).join("; "));
    setChildren(
      this.#list,
      sections.map((section) => this.#item(section)),
    );
  }

  /** The same element each time, so that it keeps the focus when others come. @param {Section} section */
  #item(section) {
    const item = this.#items.get(section) ?? blank(section);
    this.#items.set(section, item);
    const { started, ended, exit } = section;
    const [dot, , fact] = /** @type {HTMLElement[]} */ ([...(item.firstElementChild?.children ?? [])]);
    const took = ended === undefined ? "" : spanWords(ended - started);
    set(dot.dataset, "kind", exit ? "bad" : "");
    set(fact, "textContent", [exit ? `exit ${exit}` : "", took].filter(Boolean).join(" · "));
    return item;
  }
}

/** @param {Section} section */
function blank({ title, offset, line, depth }) {
  const place = { "data-offset": String(offset), "data-line": String(line) };
  const button = element(
    "button",
    { type: "button", class: "tapewire-section", style: `--tapewire-level: ${depth}`, ...place },
    element("span", { class: "tapewire-dot", "aria-hidden": "true" }),
    element("span", { class: "tapewire-section-title", title }, title),
    element("span", { class: "tapewire-card-fact" }),
  );
  return element("li", {}, button);
}

/** Between two readings of a run that goes on. */
const PAUSE_MILLIS = 3_000;
