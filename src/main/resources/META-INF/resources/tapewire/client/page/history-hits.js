// The hits of a search in a channel's whole history: newest first, each a link to its line.

import { clockWords, counted } from "../elements/words.js";
import { element } from "../elements/element.js";
import { pageFor } from "../elements/page-address.js";
import { placeText } from "../terminal/line-places.js";
import { searchHistory } from "./history-search.js";

/** @typedef {import("./view-hits.js").Query} Query */

export class HistoryHits {
  #place;
  #terminal;
  #open;
  #note = element("span", { role: "status" });
  #cancel = element("button", { type: "button", class: "tapewire-button tapewire-button-framed", hidden: true }, "Cancel");
  #more = element("button", { type: "button", class: "tapewire-button tapewire-button-framed", hidden: true }, "Search on");
  #list = element("ul");
  #search = new AbortController();
  #found = 0;
  /** @type {{ query: Query, next?: number }} */
  #last = { query: { text: "", case: false, regex: false } };

  /**
   * @param {HTMLElement} place
   * @param {import("../elements/terminal.js").TapewireTerminal} terminal
   * @param {(place: import("../terminal/line-places.js").Place) => void} open
   */
  constructor(place, terminal, open) {
    this.#place = place;
    this.#terminal = terminal;
    this.#open = open;
    place.append(element("p", { class: "tapewire-panel-note" }, this.#note, " ", this.#cancel, this.#more), this.#list);
    this.#cancel.addEventListener("click", () => {
      this.#search.abort();
      this.#end(`Cancelled: ${this.#words} so far`);
    });
    this.#more.addEventListener("click", () => void this.#ask(this.#last.query, this.#last.next));
    this.#list.addEventListener("click", (event) => this.#choose(event));
  }

  close() {
    this.#search.abort();
    this.#place.hidden = true;
  }

  /** @param {Query} query */
  search(query) {
    if (query.text === "") return;
    this.#list.replaceChildren();
    this.#found = 0;
    this.#place.hidden = false;
    void this.#ask(query);
  }

  /** @param {Query} query @param {number} [before] */
  async #ask(query, before) {
    this.#search.abort();
    this.#search = new AbortController();
    const { signal } = this.#search;
    this.#last = { query };
    this.#more.hidden = true;
    this.#note.textContent = "";
    // What is there sooner needs no word.
    const slow = setTimeout(() => {
      this.#cancel.hidden = false;
      this.#note.textContent = "Searching …";
    }, SLOW_MILLIS);
    const listener = {
      hit: (/** @type {import("./history-search.js").Hit} */ hit) => this.#add(hit),
      searched: (/** @type {number} */ offset) =>
        (this.#note.textContent = `Searching … ${this.#words}, down to record ${offset.toLocaleString("en")}`),
      done: (/** @type {{ reason: string, next?: number }} */ end) => this.#done(end),
    };
    try {
      const { client, channel } = this.#terminal;
      if (client) await searchHistory(client.get, channel, { ...query, before }, listener, signal);
    } catch (error) {
      if (!signal.aborted) this.#end(error instanceof Error ? error.message : String(error));
    } finally {
      clearTimeout(slow);
    }
  }

  get #words() {
    return counted(this.#found, "hit", "hits");
  }

  /** @param {{ reason: string, next?: number }} end */
  #done({ reason, next }) {
    const isAll = reason === "exhausted";
    this.#last.next = next;
    this.#end(isAll ? `${this.#words} in the whole history` : `${this.#words} so far`);
    this.#more.hidden = isAll || next === undefined;
  }

  /** @param {string} words */
  #end(words) {
    this.#cancel.hidden = true;
    this.#note.textContent = words;
  }

  /** @param {import("./history-search.js").Hit} hit */
  #add({ offset, line, timestamp, text, spans }) {
    this.#found += 1;
    if (this.#list.childElementCount >= MOST) return;
    const url = pageFor(location.href, this.#terminal.channel);
    url.searchParams.set("at", placeText({ offset, line }));
    const words = element("span", { class: "tapewire-find-text" });
    let at = 0;
    for (const [from, to] of spans) {
      words.append(readable(text.slice(at, from)), element("mark", {}, readable(text.slice(from, to))));
      at = to;
    }
    words.append(readable(text.slice(at)));
    const time = element("time", {}, clockWords(new Date(timestamp ?? "")));
    const link = element("a", { href: url.href, "data-offset": String(offset), "data-line": String(line) }, time, words);
    this.#list.append(element("li", {}, link));
  }

  /** @param {MouseEvent} event */
  #choose(event) {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#open({ offset: Number(link.dataset.offset), line: Number(link.dataset.line) });
  }
}

/** @param {string} text of anybody */
function readable(text) {
  return text.slice(0, MOST_TEXT).replace(/[\p{Cc}\p{Cf}]/gu, " ");
}

const SLOW_MILLIS = 400;
const MOST = 1_000;
const MOST_TEXT = 500;
