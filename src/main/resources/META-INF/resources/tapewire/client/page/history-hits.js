// The hits of a search in a channel's whole history: newest first, each a link to its line.

import { clockWords, counted } from "../elements/words.js";
import { element } from "../elements/element.js";
import { addressOf } from "./line-address.js";
import { plain } from "../terminal/readable.js";
import { searchHistory } from "./history-search.js";

/** @typedef {import("./view-hits.js").Query} Query */

export class HistoryHits {
  #place;
  #current;
  #open;
  #note = element("span", { role: "status" });
  #cancel = element("button", { type: "button", class: "tapewire-button tapewire-button-framed", hidden: true }, "Cancel");
  #more = element("button", { type: "button", class: "tapewire-button tapewire-button-framed", hidden: true }, "Search on");
  #list = element("ul");
  #search = new AbortController();
  #found = 0;
  /** What is searched, and where. @type {{ query: Query, channel: string, epoch?: string, next?: number } | undefined} */
  #last;

  /**
   * @param {HTMLElement} place
   * @param {import("./current.js").Current} current
   * @param {(channel: string, place: import("../terminal/line-places.js").Place) => void} open
   */
  constructor(place, current, open) {
    this.#place = place;
    this.#current = current;
    this.#open = open;
    place.append(element("p", { class: "tapewire-panel-note" }, this.#note, " ", this.#cancel, this.#more), this.#list);
    this.#cancel.addEventListener("click", () => {
      this.#search.abort();
      this.#end(this.#words("so far, cancelled"));
    });
    this.#more.addEventListener("click", () => this.#last && void this.#ask({ ...this.#last }));
    this.#list.addEventListener("click", (event) => this.#choose(event));
    current.on("begin", (channel) => this.#last?.channel === channel || this.close());
    current.on("subscribed", ({ epoch }) => {
      if (this.#last?.epoch !== undefined && this.#last.epoch !== epoch) this.close();
    });
  }

  close() {
    this.#search.abort();
    this.#last = undefined;
    this.#cancel.hidden = true;
    this.#place.hidden = true;
  }

  /** @param {Query} query */
  search(query) {
    if (query.text === "") return;
    this.#list.replaceChildren();
    this.#found = 0;
    this.#place.hidden = false;
    const { channel, epoch } = this.#current.terminal;
    void this.#ask({ query, channel, epoch });
  }

  /** @param {{ query: Query, channel: string, epoch?: string, next?: number }} search */
  async #ask({ next: before, ...search }) {
    this.#search.abort();
    this.#search = new AbortController();
    const { signal } = this.#search;
    const { query, channel } = search;
    this.#last = search;
    this.#more.hidden = true;
    this.#cancel.hidden = true;
    this.#note.textContent = "";
    // A search that is over sooner needs no words.
    const slow = setTimeout(() => {
      this.#cancel.hidden = false;
      this.#note.textContent = "Searching …";
    }, SLOW_MILLIS);
    const listener = {
      hit: (/** @type {import("./history-search.js").Hit} */ hit) => this.#add(hit),
      searched: (/** @type {number} */ offset) =>
        (this.#note.textContent = `Searching … ${this.#words(`down to record ${offset.toLocaleString("en")}`)}`),
      done: (/** @type {{ reason: string, next?: number }} */ end) => this.#done(end),
    };
    try {
      const { client } = this.#current.terminal;
      if (client) await searchHistory(client.get, channel, { ...query, before }, listener, signal);
    } catch (error) {
      if (!signal.aborted) this.#end(error instanceof Error ? error.message : String(error));
    } finally {
      clearTimeout(slow);
    }
  }

  /** How many there are. @param {string} where */
  #words(where) {
    const more = this.#found > MOST ? `, the newest ${MOST.toLocaleString("en")} are shown` : "";
    return `${counted(this.#found, "hit", "hits")} ${where}${more}`;
  }

  /** @param {{ reason: string, next?: number }} end */
  #done({ reason, next }) {
    const isAll = reason === "exhausted";
    if (this.#last) this.#last.next = next;
    this.#end(this.#words(isAll ? "in the whole history" : "so far"));
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
    if (!this.#last) return;
    const url = addressOf(location.href, this.#last.channel, { offset, line, epoch: this.#last.epoch });
    const words = element("span", { class: "tapewire-find-text" });
    let at = 0;
    for (const [from, to] of spans) {
      words.append(plain(text.slice(at, from), MOST_TEXT), element("mark", {}, plain(text.slice(from, to), MOST_TEXT)));
      at = to;
    }
    words.append(plain(text.slice(at), MOST_TEXT));
    const time = element("time", {}, clockWords(new Date(timestamp ?? "")));
    const link = element("a", { href: url.href, "data-offset": String(offset), "data-line": String(line) }, time, words);
    this.#list.append(element("li", {}, link));
  }

  /** @param {MouseEvent} event */
  #choose(event) {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link || !this.#last || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const { offset, line } = link.dataset;
    this.#open(this.#last.channel, { offset: Number(offset), line: Number(line), epoch: this.#last.epoch });
  }
}

const SLOW_MILLIS = 400;
const MOST = 1_000;
const MOST_TEXT = 500;
