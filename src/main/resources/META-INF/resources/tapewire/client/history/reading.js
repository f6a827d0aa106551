// Reads the history over the live view: holds a bounded passage of the log, and loads what comes before and after it while one scrolls.

import { LogPages } from "./log-pages.js";
import { Pane } from "./pane.js";
import { Passage } from "./passage.js";

/**
 * @typedef {import("../terminal/line-places.js").Place} Place
 * @typedef {import("./pane.js").Top} Top
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
  #stage;
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
  #isLoading = false;
  #wraps = true;

  /** @param {HTMLElement} stage @param {import("../terminal/folds.js").Folds} folds @param {Calls} calls */
  constructor(stage, folds, calls) {
    this.#stage = stage;
    this.#folds = folds;
    this.#calls = calls;
  }

  /** What is shown instead of the live view. */
  get pane() {
    return this.#pane;
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
   * Shows a line, marked, with what is around it.
   *
   * @param {Log} log
   * @param {Place} place
   * @returns {Promise<boolean>} false: the server has not got it, and what is shown stays
   */
  open(log, place) {
    return this.#open(log, place, async (pages, signal) => {
      const before = await pages.before(place.offset + 1, signal);
      const isOther = place.epoch !== undefined && before?.epoch !== place.epoch;
      if (!before || isOther || before.records.at(-1)?.offset !== place.offset) return undefined;
      const after = await pages.after(place.offset, signal);
      return { passage: after ? new Passage([before]).withNewer(after) : new Passage([before]), where: "mark" };
    });
  }

  /**
   * Shows what is above the live view.
   *
   * @param {Log} log
   * @param {Top} top the live view's first row
   * @returns {Promise<boolean>} false: nothing earlier is kept
   */
  above(log, { offset, rows }) {
    return this.#open(log, undefined, async (pages, signal) => {
      const before = await pages.before(offset, signal);
      if (!before || before.records.length === 0) return undefined;
      const after = await pages.after(offset - 1, signal);
      const passage = after ? new Passage([before]).withNewer(after) : new Passage([before]);
      return { passage, where: { offset, rows: rows - STEP_ROWS } };
    });
  }

  /** Shows the oldest output that is kept. @param {Log} log @returns {Promise<boolean>} false: there is none */
  start(log) {
    return this.#open(log, undefined, async (pages, signal) => {
      const page = await pages.after(0, signal);
      return page && page.records.length > 0 ? { passage: new Passage([page]), where: "start" } : undefined;
    });
  }

  /** @returns {boolean} false: what is shown begins with it */
  toStart() {
    if (this.#passage?.isStart) return false;
    const log = /** @type {Log} */ (this.#log);
    this.start(log).catch((error) => this.#fail(error));
    return true;
  }

  /** Shows the same again, with other folds. */
  async redraw() {
    if (this.#pane && this.#passage) await this.#show(this.#passage, this.#pane.top, this.#opening.signal);
  }

  close() {
    this.#opening.abort();
    if (!this.#pane) return;
    this.#pane.dispose();
    this.#pane = undefined;
    this.#passage = undefined;
    this.#calls.changed();
  }

  /**
   * @param {Log} log
   * @param {Place | undefined} marked
   * @param {(pages: LogPages, signal: AbortSignal) => Promise<{ passage: Passage, where: Top | "mark" | "start" } | undefined>} read
   */
  async #open(log, marked, read) {
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
    await this.#show(found.passage, found.where, signal);
    return true;
  }

  /** @param {Passage} passage @param {Top | "mark" | "start" | (() => Top)} where @param {AbortSignal} signal */
  async #show(passage, where, signal) {
    const viewing = { wraps: this.#wraps, folds: this.#folds, marked: this.#marked };
    const isShown = () => this.#pane === pane;
    const pane = new Pane(this.#stage, passage, viewing, {
      moved: (direction) => isShown() && this.#moved(direction),
      drawn: () => isShown() && this.#calls.changed(),
      ended: () => isShown() && void this.#ended(),
      beyond: { start: () => this.toStart(), end: () => this.#calls.left() },
    });
    await pane.drawn;
    const before = this.#pane;
    await before?.released;
    if (signal.aborted) {
      pane.dispose();
      signal.throwIfAborted();
    }
    pane.show(typeof where === "function" ? where() : where);
    this.#pane = pane;
    this.#passage = passage;
    if (this.#stage.contains(document.activeElement)) pane.screen.terminal.focus();
    before?.dispose();
    this.#calls.changed();
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
      const page = await (direction < 0 ? pages.before(passage.first, signal) : pages.after(passage.last, signal));
      signal.throwIfAborted();
      if (page?.epoch !== passage.epoch) throw new Error("the channel has started over");
      const next = direction < 0 ? passage.withOlder(page) : passage.withNewer(page);
      const pane = /** @type {Pane} */ (this.#pane);
      if (next !== passage) await this.#show(next, () => pane.top, signal);
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
/** Of the wheel, or of a key at the first line. */
const STEP_ROWS = 3;
