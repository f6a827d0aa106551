// Shows the lines that pass a filter, in place of the terminal: one tab stop, arrow keys inside, Enter shows a line in its context.

import { clockWords } from "../elements/words.js";
import { element } from "../elements/element.js";
import { plain } from "../terminal/readable.js";
import { VirtualRows } from "../elements/virtual-rows.js";

/** @typedef {import("./history-search.js").Hit} Hit */

export class FilteredList {
  #scroller = element("div", {
    class: "tapewire-filtered",
    role: "listbox",
    tabindex: "0",
    "aria-label": "Matching lines",
    hidden: true,
  });
  #list = element("div", { role: "none" });
  #virtual = new VirtualRows({ scroller: this.#scroller, list: this.#list, rowHeight: ROW_HEIGHT, draw: (index) => this.#row(index) });
  /** @type {Hit[]} */
  #lines = [];
  /** @type {WeakMap<Hit, HTMLElement>} */
  #rows = new WeakMap();
  /** The line at which the keys are. @type {Hit | undefined} */
  #active;
  #follows = true;

  /**
   * @param {object} calls
   * @param {(line: Hit) => void} calls.chosen the viewer wants to see it in its context
   * @param {() => void} calls.top the viewer has come near the first line
   */
  constructor({ chosen, top }) {
    this.#scroller.append(this.#list);
    this.#scroller.addEventListener("scroll", () => {
      const { scrollTop, clientHeight, scrollHeight } = this.#scroller;
      this.#follows = scrollTop + clientHeight >= scrollHeight - ROW_HEIGHT / 2;
      if (scrollTop < NEAR_ROWS * ROW_HEIGHT) top();
    });
    this.#scroller.addEventListener("click", ({ target }) => {
      const row = /** @type {Element} */ (target).closest("[role=option]");
      const line = this.#lines.find((each) => row !== null && this.#rows.get(each) === row);
      if (line && getSelection()?.isCollapsed !== false) chosen(line);
    });
    this.#scroller.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Enter") {
        if (this.#active) chosen(this.#active);
      } else if (!this.#move(event.key)) return;
      event.preventDefault();
    });
  }

  get element() {
    return this.#scroller;
  }

  /** @param {Hit[]} lines oldest first @param {number} above how many of them have come before the first */
  show(lines, above) {
    this.#lines = lines;
    if (this.#active && !lines.includes(this.#active)) {
      const { offset, line } = this.#active;
      this.#active = lines.find((each) => each.offset === offset && each.line === line);
    }
    this.#virtual.show(lines.length);
    this.#virtual.render();
    if (this.#follows) this.#scroller.scrollTop = this.#scroller.scrollHeight;
    else if (above > 0) this.#scroller.scrollTop += above * ROW_HEIGHT;
    this.#virtual.render();
    this.#tellActive();
  }

  /** Goes along with what comes. */
  follow() {
    this.#follows = true;
    this.show(this.#lines, 0);
  }

  /** @param {string} key @returns {boolean} whether it moves to another line */
  #move(key) {
    const { length } = this.#lines;
    if (length === 0) return false;
    const now = this.#active ? this.#lines.indexOf(this.#active) : length;
    const page = Math.max(1, Math.floor(this.#scroller.clientHeight / ROW_HEIGHT) - 1);
    const wanted = { ArrowUp: now - 1, ArrowDown: now + 1, PageUp: now - page, PageDown: now + page, Home: 0, End: length - 1 }[key];
    if (wanted === undefined) return false;
    const index = Math.max(0, Math.min(length - 1, wanted));
    this.#active = this.#lines[index];
    this.#virtual.reveal(index);
    for (const [i, line] of this.#lines.entries()) this.#rows.get(line)?.setAttribute("aria-selected", String(i === index));
    this.#tellActive();
    return true;
  }

  #tellActive() {
    const row = this.#active && this.#rows.get(this.#active);
    if (row?.isConnected) this.#scroller.setAttribute("aria-activedescendant", row.id);
    else this.#scroller.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  #row(index) {
    const line = this.#lines[index];
    const row = this.#rows.get(line) ?? rowOf(line);
    this.#rows.set(line, row);
    row.setAttribute("aria-selected", String(line === this.#active));
    return row;
  }
}

/** @param {Hit} line */
function rowOf({ offset, line, timestamp, text, spans }) {
  const words = element("span", { class: "tapewire-filtered-text" });
  let at = 0;
  for (const [from, to] of spans) {
    words.append(plain(text.slice(at, from), MOST_TEXT), element("mark", {}, plain(text.slice(from, to), MOST_TEXT)));
    at = to;
  }
  words.append(plain(text.slice(at), MOST_TEXT));
  const time = new Date(timestamp ?? "");
  const title = `${Number.isNaN(time.getTime()) ? "" : `${time.toISOString()}. `}Show in context`;
  const id = `tapewire-filtered-${offset}-${line}`;
  return element("div", { role: "option", id, class: "tapewire-filtered-row", title }, element("time", {}, clockWords(time)), words);
}

/** Pixels. */
const ROW_HEIGHT = 20;
/** Where so few rows are above, more are loaded. */
const NEAR_ROWS = 50;
/** Characters between two matches; the exported file has all of them. */
const MOST_TEXT = 2_000;
