// The filter: only the lines that match are shown, or only those that do not, from the whole history and while they come.

import { counted } from "../elements/words.js";
import { element } from "../elements/element.js";
import { FilteredLines, MOST } from "./filtered-lines.js";
import { FilteredList } from "./filtered-list.js";
import { plain, queryField, toggle } from "./query-parts.js";
import { saveFiltered } from "./filtered-file.js";
import { searchPage } from "./history-search.js";

export class FilterBar {
  #input = queryField("Filter");
  #invert = toggle("Not", "Lines that do not match");
  #case = toggle("Aa", "Upper and lower case matter");
  #regex = toggle(".*", "Regular expression");
  #count = element("span", { class: "tapewire-find-count", role: "status" });
  #save = plain("Export", "Save all matching lines as a file", () => void this.#export());
  #bar;
  #list;
  #current;
  /** Whose lines are filtered. */
  #terminal;
  #open;
  /** @type {FilteredLines | undefined} */
  #lines;
  #channel = "";
  /** @type {string | undefined} */
  #epoch;
  #isSaving = false;
  /** Of typing. @type {ReturnType<typeof setTimeout> | undefined} */
  #typing;
  /** Of asking for what has come. @type {ReturnType<typeof setTimeout> | undefined} */
  #asking;

  /**
   * @param {HTMLElement} place of the bar
   * @param {import("./current.js").Current} current the lines take the place of this terminal
   * @param {(channel: string, place: import("../terminal/line-places.js").Place) => void} open shows a line and what is around it
   */
  constructor(place, current, open) {
    this.#current = current;
    this.#terminal = current.terminal;
    this.#open = open;
    this.#list = new FilteredList({ chosen: (line) => this.#choose(line), top: () => void this.#lines?.older() });
    const parts = [this.#input, this.#invert, this.#case, this.#regex, this.#count, element("span", { class: "tapewire-grow" })];
    const buttons = [this.#save, plain("×", "Close (Escape)", () => this.close())];
    this.#bar = element("div", { class: "tapewire-find tapewire-filter", role: "search", hidden: true }, ...parts, ...buttons);
    place.append(this.#bar);
    this.#input.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#filter(), TYPING_MILLIS);
    });
    for (const button of [this.#invert, this.#case, this.#regex]) button.addEventListener("click", () => this.#filter());
    for (const part of [this.#bar, this.#list.element]) part.addEventListener("keydown", (event) => this.#key(event));
    current.on("begin", (channel) => this.#channel !== "" && this.#channel !== channel && this.close());
    current.on("subscribed", ({ epoch }) => {
      if (this.#lines && epoch !== this.#epoch) this.#filter();
    });
    current.on("offset", () => this.#later());
    current.follow(() => this.close());
  }

  open() {
    this.#terminal = this.#current.terminal;
    this.#terminal.querySelector(".tapewire-terminal-body")?.append(this.#list.element);
    this.#bar.hidden = false;
    this.#input.focus();
    this.#input.select();
    this.#filter();
  }

  close() {
    if (this.#bar.hidden) return;
    const hadFocus = [this.#bar, this.#list.element].some((part) => part.contains(document.activeElement));
    this.#bar.hidden = true;
    this.#stop();
    if (hadFocus) this.#terminal.emulator?.focus();
  }

  get #query() {
    const isOn = (/** @type {HTMLElement} */ button) => button.getAttribute("aria-pressed") === "true";
    return { text: this.#input.value, case: isOn(this.#case), regex: isOn(this.#regex), invert: isOn(this.#invert) };
  }

  /** Without a text everything is shown, by the terminal. */
  #filter() {
    this.#stop();
    const query = this.#query;
    const { client, channel, epoch } = this.#terminal;
    if (query.text === "" || !client || this.#bar.hidden) return;
    this.#channel = channel;
    this.#epoch = epoch;
    this.#count.textContent = "Searching …";
    const lines = new FilteredLines((bounds, signal) => searchPage(client.get, channel, { ...query, ...bounds }, signal), {
      changed: ({ above }) => {
        this.#list.show(lines.lines, above);
        this.#say(lines);
        if (!lines.isWhole && lines.lines.length < FEW) void lines.older();
        else this.#later();
      },
      failed: (error) => (this.#count.textContent = error instanceof Error ? error.message : String(error)),
    });
    this.#lines = lines;
    this.#show(true);
    this.#list.show([], 0);
    this.#list.follow();
    void lines.newer(this.#last);
  }

  #stop() {
    clearTimeout(this.#typing);
    clearTimeout(this.#asking);
    this.#asking = undefined;
    this.#lines?.close();
    this.#lines = undefined;
    this.#channel = "";
    this.#count.textContent = "";
    this.#show(false);
  }

  /** @param {boolean} isFiltered */
  #show(isFiltered) {
    this.#list.element.hidden = !isFiltered;
    this.#save.disabled = !isFiltered;
  }

  get #last() {
    return Number(this.#terminal.dataset.offset ?? 0);
  }

  /** Asks for what has come, but not for every record of a flood. */
  #later() {
    const lines = this.#lines;
    if (!lines || this.#asking !== undefined || this.#isSaving || this.#last <= lines.last) return;
    this.#asking = setTimeout(() => {
      this.#asking = undefined;
      void lines.newer(this.#last);
    }, ASK_MILLIS);
  }

  /** @param {FilteredLines} lines */
  #say(lines) {
    const { length } = lines.lines;
    const where = lines.isWhole ? "" : lines.isFull ? `, the newest ${MOST.toLocaleString("en")} are shown` : ", more above";
    this.#count.textContent = counted(length, "line", "lines") + where;
  }

  /** @param {import("./history-search.js").Hit} line */
  #choose({ offset, line }) {
    const channel = this.#channel;
    const epoch = this.#epoch;
    this.close();
    this.#open(channel, { offset, line, epoch });
    this.#terminal.emulator?.focus();
  }

  async #export() {
    const { client } = this.#terminal;
    const lines = this.#lines;
    const channel = this.#channel;
    const query = this.#query;
    if (!client || !lines || this.#isSaving) return;
    this.#isSaving = true;
    this.#save.disabled = true;
    try {
      await saveFiltered(
        channel,
        (bounds) => searchPage(client.get, channel, { ...query, ...bounds }, lines.signal),
        (found) => (this.#count.textContent = `Exporting … ${counted(found, "line", "lines")}`),
      );
      this.#say(lines);
    } catch (error) {
      if (!lines.signal.aborted) this.#count.textContent = error instanceof Error ? error.message : String(error);
    } finally {
      this.#isSaving = false;
      this.#save.disabled = this.#lines === undefined;
      this.#later();
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Escape") this.close();
    else if (event.target === this.#input && event.key === "Enter") this.#filter();
    else if (event.target === this.#input && event.key === "ArrowDown" && this.#lines) this.#list.element.focus();
    else return;
    event.preventDefault();
  }
}

const TYPING_MILLIS = 250;
/** Between an answer and the next question, while output comes. */
const ASK_MILLIS = 500;
/** With fewer lines there is nothing to scroll, so earlier ones are loaded at once. */
const FEW = 200;
