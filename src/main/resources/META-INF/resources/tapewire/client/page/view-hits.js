// Goes from hit to hit in what the terminal holds.

import { counted } from "../elements/words.js";
import { expressionOf, findInView, isThere } from "../terminal/view-search.js";

/** @typedef {{ text: string, case: boolean, regex: boolean }} Query */

export class ViewHits {
  #current;
  #say;
  /** Where the hits are. @type {import("../../vendor/xterm.js").Terminal | undefined} */
  #emulator;
  /** @type {Query | undefined} */
  #query;
  /** @type {RegExp | undefined} */
  #expression;
  /** @type {import("../terminal/view-search.js").Found} */
  #found = NOTHING;
  /** The hit that is shown, by its place among those that are kept. */
  #at = -1;
  #search = new AbortController();

  /** @param {import("./current.js").Current} current @param {(words: string) => void} say */
  constructor(current, say) {
    this.#current = current;
    this.#say = say;
  }

  /** Whether hits are shown, and can be gone through. */
  get hasFound() {
    return this.#query !== undefined;
  }

  forget() {
    this.#search.abort();
    this.#query = undefined;
    this.#found = NOTHING;
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
    const top = emulator.buffer.active.viewportY;
    if (!(await this.#look(top))) return;
    const first = this.#found.hits.findIndex(({ row }) => row >= top);
    this.#show(first < 0 ? this.#found.hits.length - 1 : first);
  }

  /** The terminal may show another part of the output. Then the hits are counted anew, and the view stays where it is. */
  async recount() {
    const { emulator } = this.#terminal;
    if (!this.#query || !emulator || emulator === this.#emulator) return;
    this.#at = -1;
    if (!(await this.#look(emulator.buffer.active.viewportY))) return;
    const selected = emulator.getSelectionPosition()?.start;
    this.#at = this.#found.hits.findIndex(({ row, column }) => row === selected?.y && column === selected.x);
    this.#tell();
  }

  /** @param {1 | -1} step */
  async step(step) {
    const { emulator } = this.#terminal;
    const { hits, before, total } = this.#found;
    if (!emulator || !this.#query || !this.#expression || total === 0) return;
    if (this.#at < 0) return this.find(this.#query);
    const shown = hits[this.#at];
    const number = (before + this.#at + step + total) % total;
    const next = hits[number - before];
    // Lines move up when the oldest are dropped.
    if (next && isThere(emulator, next, this.#expression)) return this.#show(number - before);
    if (next) return this.find(this.#query);
    const near = number === 0 ? 0 : number === total - 1 ? Infinity : shown.row;
    if (await this.#look(near)) this.#show(Math.max(0, Math.min(this.#found.hits.length - 1, number - this.#found.before)));
  }

  /** Finds the hits that are nearest to a row. @param {number} near @returns {Promise<boolean>} false: meanwhile something else is wanted */
  async #look(near) {
    const { emulator } = this.#terminal;
    if (!emulator || !this.#expression) return false;
    this.#emulator = emulator;
    this.#search.abort();
    this.#search = new AbortController();
    const { signal } = this.#search;
    const found = await findInView(emulator, this.#expression, near, signal, () => new Promise((go) => void setTimeout(go)));
    if (signal.aborted || emulator !== this.#terminal.emulator) return false;
    this.#found = found;
    return true;
  }

  get #terminal() {
    return this.#current.terminal;
  }

  /** @param {number} at */
  #show(at) {
    this.#at = at;
    const { emulator } = this.#terminal;
    const hit = this.#found.hits[at];
    if (!hit || !emulator) return this.#tell();
    this.#terminal.following = false;
    const { active } = emulator.buffer;
    const isSeen = hit.row >= active.viewportY && hit.row < active.viewportY + emulator.rows;
    if (!isSeen) emulator.scrollToLine(Math.max(0, hit.row - Math.floor(emulator.rows / 3)));
    emulator.select(hit.column, hit.row, hit.length);
    this.#tell();
  }

  #tell() {
    const { before, total } = this.#found;
    if (total === 0) return this.#say("Not in view: search the whole history");
    const all = counted(total, "hit", "hits");
    this.#say(this.#at < 0 ? all : `${(before + this.#at + 1).toLocaleString("en")} of ${all}`);
  }
}

/** @type {import("../terminal/view-search.js").Found} */
const NOTHING = { hits: [], before: 0, total: 0 };
