// Goes from hit to hit in what the terminal holds.

import { counted } from "../elements/words.js";
import { expressionOf, findInView, isThere } from "../terminal/view-search.js";

/** @typedef {{ text: string, case: boolean, regex: boolean }} Query */

export class ViewHits {
  #terminal;
  #say;
  /** @type {Query | undefined} */
  #query;
  /** @type {RegExp | undefined} */
  #expression;
  /** @type {import("../terminal/view-search.js").Hit[]} */
  #hits = [];
  #at = -1;
  #search = new AbortController();

  /** @param {import("../elements/terminal.js").TapewireTerminal} terminal @param {(words: string) => void} say */
  constructor(terminal, say) {
    this.#terminal = terminal;
    this.#say = say;
  }

  forget() {
    this.#search.abort();
    this.#query = undefined;
    this.#hits = [];
    this.#say("");
  }

  /** Shows the first hit from the top of the screen on. @param {Query} query */
  async find(query) {
    this.forget();
    const { emulator } = this.#terminal;
    if (query.text === "" || !emulator) return;
    this.#query = query;
    try {
      this.#expression = expressionOf(query.text, query);
    } catch (error) {
      this.#say(error instanceof SyntaxError ? "Not a regular expression" : String(error));
      return;
    }
    this.#search = new AbortController();
    const { signal } = this.#search;
    const hits = await findInView(emulator, this.#expression, signal, () => new Promise((go) => void setTimeout(go)));
    if (signal.aborted) return;
    this.#hits = hits;
    const top = emulator.buffer.active.viewportY;
    const first = hits.findIndex(({ row }) => row >= top);
    this.#at = first < 0 ? hits.length - 1 : first;
    this.#show();
  }

  /** @param {1 | -1} step */
  async step(step) {
    const { emulator } = this.#terminal;
    const { length } = this.#hits;
    if (!emulator || !this.#query || !this.#expression || length === 0) return;
    const next = this.#hits[(this.#at + step + length) % length];
    if (!isThere(emulator, next, this.#expression)) return this.find(this.#query);
    this.#at = this.#hits.indexOf(next);
    this.#show();
  }

  #show() {
    const { emulator } = this.#terminal;
    const hit = this.#hits[this.#at];
    if (!hit || !emulator) return this.#say("Not in view: search the whole history");
    this.#terminal.following = false;
    const { active } = emulator.buffer;
    const isSeen = hit.row >= active.viewportY && hit.row < active.viewportY + emulator.rows;
    if (!isSeen) emulator.scrollToLine(Math.max(0, hit.row - Math.floor(emulator.rows / 3)));
    emulator.select(hit.column, hit.row, hit.length);
    this.#say(`${(this.#at + 1).toLocaleString("en")} of ${counted(this.#hits.length, "hit", "hits")}`);
  }
}
