// Find: in what the terminal holds, at once, and in the channel's whole history through the server.

import { element } from "../elements/element.js";
import { HistoryHits } from "./history-hits.js";
import { plain, queryField, toggle } from "./query-parts.js";
import { ViewHits } from "./view-hits.js";

export class FindBar {
  #input = queryField("Find");
  #case = toggle("Aa", "Upper and lower case matter");
  #regex = toggle(".*", "Regular expression");
  #count = element("span", { class: "tapewire-find-count", role: "status" });
  #bar;
  #view;
  #history;
  #current;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} place
   * @param {import("./current.js").Current} current
   * @param {(channel: string, place: import("../terminal/line-places.js").Place) => void} open shows a line and what is around it
   */
  constructor(place, current, open) {
    this.#current = current;
    this.#view = new ViewHits(current, (words) => (this.#count.textContent = words));
    const results = element("div", { class: "tapewire-find-results", hidden: true });
    this.#history = new HistoryHits(results, current, open);
    const previous = plain("↑", "Previous (Shift+Enter)", () => this.#step(-1));
    const next = plain("↓", "Next (Enter)", () => this.#step(1));
    const all = plain("Whole history", "Search everything that the server has (Ctrl+Enter)", () => this.#history.search(this.#query));
    const close = plain("×", "Close (Escape)", () => this.close());
    const parts = [
      this.#input,
      this.#case,
      this.#regex,
      previous,
      next,
      this.#count,
      element("span", { class: "tapewire-grow" }),
      all,
      close,
    ];
    this.#bar = element("div", { class: "tapewire-find", role: "search", hidden: true }, ...parts);
    place.append(this.#bar, results);
    this.#input.addEventListener("input", () => this.#later());
    for (const button of [this.#case, this.#regex]) button.addEventListener("click", () => this.#find());
    for (const part of [this.#bar, results]) part.addEventListener("keydown", (event) => this.#key(event));
    current.on("begin", () => this.#view.forget());
    current.on("position", () => void this.#view.recount());
    current.follow(() => {
      this.#view.forget();
      this.#history.close();
    });
  }

  open() {
    this.#bar.hidden = false;
    this.#input.focus();
    this.#input.select();
    if (this.#input.value !== "") this.#find();
  }

  close() {
    clearTimeout(this.#timer);
    this.#bar.hidden = true;
    this.#view.forget();
    this.#history.close();
    const { emulator } = this.#current.terminal;
    emulator?.clearSelection();
    emulator?.focus();
  }

  get #query() {
    const isOn = (/** @type {HTMLElement} */ button) => button.getAttribute("aria-pressed") === "true";
    return { text: this.#input.value, case: isOn(this.#case), regex: isOn(this.#regex) };
  }

  /** Not for every letter of a word that is being typed. */
  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#find(), TYPING_MILLIS);
  }

  #find() {
    clearTimeout(this.#timer);
    void this.#view.find(this.#query);
  }

  /** What was found may have been forgotten, because something else is shown. @param {1 | -1} step */
  #step(step) {
    if (this.#view.hasFound) void this.#view.step(step);
    else this.#find();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.#input) {
      if (event.ctrlKey || event.metaKey) this.#history.search(this.#query);
      else this.#step(event.shiftKey ? -1 : 1);
    } else return;
    event.preventDefault();
  }
}

const TYPING_MILLIS = 120;
