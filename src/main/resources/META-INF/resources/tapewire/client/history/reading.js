// Reads the history over the live view: holds a bounded passage of the log, and loads what comes before and after it while one scrolls.

import { Excerpt } from "./excerpt.js";
import { startBefore } from "./reads.js";

/**
 * @typedef {import("../terminal/line-places.js").Place} Place
 * @typedef {import("./excerpt.js").Log} Log
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
 * @typedef {object} Calls
 * @property {() => void} changed it has been opened or closed, or shows something else
 * @property {() => void} left the viewer wants to see what is live
 * @property {(error: unknown) => void} failed what was wanted could not be loaded
 */

export class Reading {
  #draw;
  #folds;
  #calls;
  /** What is shown. @type {Excerpt | undefined} */
  #excerpt;
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
    return this.#excerpt?.passage.records.find((record) => record.offset === offset);
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
   * @param {import("./excerpt.js").Read} read
   * @param {Place} [marked] a line of it
   * @returns {Promise<boolean>} false: the server has not got it, and what is shown stays
   */
  async open(log, read, marked) {
    this.#opening.abort();
    this.#opening = new AbortController();
    const { signal } = this.#opening;
    const found = await Excerpt.read(log, read, signal);
    if (!found) return false;
    this.#marked = marked;
    if (!this.#pane) this.#since = found.excerpt.passage.time;
    await this.#show(found.excerpt, found.where, signal);
    this.#fill();
    return true;
  }

  /** @returns {boolean} false: what is shown begins with it */
  toStart() {
    if (!this.#excerpt || this.#excerpt.isEnd(-1)) return false;
    this.open(this.#excerpt.log, startBefore()).catch((error) => this.#fail(error));
    return true;
  }

  /** Shows the same again, with other folds. */
  async redraw() {
    if (this.#pane && this.#excerpt) await this.#show(this.#excerpt, "before", this.#opening.signal);
  }

  close() {
    this.#opening.abort();
    if (!this.#pane) return;
    this.#pane.dispose();
    this.#pane = undefined;
    this.#excerpt = undefined;
    this.#since = NaN;
    this.#calls.changed();
  }

  /**
   * @param {Excerpt} excerpt
   * @param {Top | "mark" | "start" | "before"} where "before": where one is then
   * @param {AbortSignal} signal
   * @returns {Promise<void>}
   */
  async #show(excerpt, where, signal) {
    const { passage } = excerpt;
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
    if (row < 0 && !passage.isStart && !signal.aborted) {
      // It is further above than the passage reaches.
      pane.dispose();
      return this.#show(await excerpt.longer(-1, signal), { offset: passage.first, rows: row }, signal);
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
    this.#excerpt = excerpt;
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
    if (this.#excerpt?.isEnd(1)) return this.#calls.left();
    this.#pane?.screen.tail.pause();
    await this.#load(1);
  }

  /** @param {1 | -1} direction */
  async #load(direction) {
    const excerpt = this.#excerpt;
    if (!excerpt || this.#isLoading || excerpt.isEnd(direction)) return;
    const { signal } = this.#opening;
    this.#isLoading = true;
    this.#calls.changed();
    try {
      const next = await excerpt.longer(direction, signal);
      if (next !== excerpt) await this.#show(next, "before", signal);
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
