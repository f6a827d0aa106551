// Reads the history over the live view: holds a bounded passage of the log, and loads what comes before and after it while one scrolls.

import { LogPages } from "./log-pages.js";
import { newer, older, start } from "./reads.js";

/**
 * @typedef {import("../terminal/line-places.js").Place} Place
 * @typedef {import("./pane.js").Pane} Pane
 * @typedef {import("./passage.js").Passage} Passage
 * @typedef {import("./pane.js").Top} Top
 * @typedef {import("./pane.js").Viewing} Viewing
 *
 * @callback Draw
 * @param {Passage} passage
 * @param {Viewing} viewing
 * @param {ConstructorParameters<typeof import("./pane.js").Pane>[3]} calls
 * @returns {Pane} not visible yet
 *
 * @typedef {object} Log what is read
 * @property {string} channel
 * @property {(path: string, options: { signal: AbortSignal }) => Promise<Response>} get a path below the application's root
 * @property {() => number} last offset of the last record that is known
 *
 * @typedef {object} Calls
 * @property {() => void} changed it has been opened or closed, or shows something else
 * @property {() => void} left the viewer wants to see what is live
 * @property {(error: unknown) => void} failed what was wanted could not be loaded
 */

export class Reading {
  #draw;
  #folds;
  #calls;
  /** @type {Log | undefined} */
  #log;
  /** @type {LogPages | undefined} */
  #pages;
  /** @type {Passage | undefined} */
  #passage;
  /** @type {Pane | undefined} */
  #pane;
  /** @type {Place | undefined} */
  #marked;
  #opening = new AbortController();
  #since = NaN;
  #isLoading = false;
  #wraps = true;

  /** @param {Draw} draw @param {import("../terminal/folds.js").Folds} folds @param {Calls} calls */
  constructor(draw, folds, calls) {
    this.#draw = draw;
    this.#folds = folds;
    this.#calls = calls;
  }

  /** What is shown instead of the live view. */
  get pane() {
    return this.#pane;
  }

  /** When it was opened, by the server's clock, in milliseconds since 1970; NaN if it is not open. */
  get since() {
    return this.#since;
  }

  get isLoading() {
    return this.#isLoading;
  }

  /** The record that one looks at. @returns {import("../connection/protocol.js").ChannelMessage | undefined} */
  get record() {
    const offset = this.#pane?.offsetInView;
    return this.#passage?.records.find((record) => record.offset === offset);
  }

  /** @param {boolean} wraps */
  set wraps(wraps) {
    this.#wraps = wraps;
    if (this.#pane) this.#pane.screen.wraps = wraps;
  }

  /**
   * Shows another passage.
   *
   * @param {Log} log
   * @param {import("./reads.js").Read} read
   * @param {Place} [marked] a line of it
   * @returns {Promise<boolean>} false: the server has not got it, and what is shown stays
   */
  async open(log, read, marked) {
    this.#opening.abort();
    this.#opening = new AbortController();
    const { signal } = this.#opening;
    const pages = new LogPages(log.get, log.channel);
    const found = await read(pages, signal);
    signal.throwIfAborted();
    if (!found) return false;
    this.#log = log;
    this.#pages = pages;
    this.#marked = marked;
    if (!this.#pane) this.#since = found.passage.time;
    await this.#show(found.passage, found.where, signal);
    this.#fill();
    return true;
  }

  /** @returns {boolean} false: what is shown begins with it */
  toStart() {
    if (this.#passage?.isStart) return false;
    const log = /** @type {Log} */ (this.#log);
    this.open(log, start).catch((error) => this.#fail(error));
    return true;
  }

  /** Shows the same again, with other folds. */
  async redraw() {
    if (this.#pane && this.#passage) await this.#show(this.#passage, "before", this.#opening.signal);
  }

  close() {
    this.#opening.abort();
    if (!this.#pane) return;
    this.#pane.dispose();
    this.#pane = undefined;
    this.#passage = undefined;
    this.#since = NaN;
    this.#calls.changed();
  }

  /**
   * @param {Passage} passage
   * @param {Top | "mark" | "start" | "before"} where "before": where one is then
   * @param {AbortSignal} signal
   * @returns {Promise<void>}
   */
  async #show(passage, where, signal) {
    const viewing = { wraps: this.#wraps, folds: this.#folds, marked: this.#marked };
    const isShown = () => this.#pane === pane;
    const pane = this.#draw(passage, viewing, {
      moved: (direction) => isShown() && this.#moved(direction),
      drawn: () => isShown() && this.#calls.changed(),
      ended: () => isShown() && void this.#ended(),
      beyond: { start: () => this.toStart(), end: () => this.#calls.left() },
    });
    await pane.drawn;
    const row = typeof where === "object" ? pane.rowOf(where) : 0;
    const pages = this.#pages;
    if (row < 0 && !passage.isStart && pages && !signal.aborted) {
      // It is further above than the passage reaches.
      pane.dispose();
      return this.#show(await older(passage, pages, signal), { offset: passage.first, rows: row }, signal);
    }
    const before = this.#pane;
    await before?.released;
    if (signal.aborted) {
      pane.dispose();
      signal.throwIfAborted();
    }
    if (before && where === "before") pane.show(before.top, before.selection);
    else pane.show(where === "before" ? "start" : where);
    this.#pane = pane;
    this.#passage = passage;
    before?.dispose();
    this.#calls.changed();
  }

  /** Little may be left to scroll on either side. */
  #fill() {
    this.#moved(-1);
    this.#moved(1);
  }

  /** @param {1 | -1} direction */
  #moved(direction) {
    if (!this.#pane) return;
    const { above, below } = this.#pane.distance;
    if (direction < 0 && above < NEAR_SCREENS) void this.#load(-1);
    if (direction > 0 && below < NEAR_SCREENS) void this.#load(1);
  }

  /** The viewer has gone to the end of the passage. */
  async #ended() {
    if (this.#isAtEnd) return this.#calls.left();
    this.#pane?.screen.tail.pause();
    await this.#load(1);
  }

  get #isAtEnd() {
    return (this.#passage?.last ?? 0) >= (this.#log?.last() ?? 0);
  }

  /** @param {1 | -1} direction */
  async #load(direction) {
    const [passage, pages] = [this.#passage, this.#pages];
    if (!passage || !pages || this.#isLoading) return;
    if (direction < 0 ? passage.isStart : this.#isAtEnd) return;
    const { signal } = this.#opening;
    this.#isLoading = true;
    this.#calls.changed();
    try {
      const next = await (direction < 0 ? older : newer)(passage, pages, signal);
      if (next !== passage) await this.#show(next, "before", signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    } finally {
      this.#isLoading = false;
      if (this.#pane) this.#calls.changed();
    }
  }

  /** @param {unknown} error */
  #fail(error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) this.#calls.failed(error);
  }
}

/** Where so little is left to scroll, more is loaded. */
const NEAR_SCREENS = 3;
