// A terminal's history, which is read over its live view.

import { placeText } from "../terminal/line-places.js";
import { Pane } from "../history/pane.js";
import { Reading } from "../history/reading.js";
import { above, around, startBefore } from "../history/reads.js";

/**
 * @typedef {import("../history/excerpt.js").Log} Log
 *
 * @typedef {object} Calls
 * @property {() => void} changed it has been opened or closed, or lines have come meanwhile
 * @property {() => void} moved another part of the log is shown
 * @property {() => void} left the viewer wants to see what is live
 * @property {(words: string) => void} failed what was wanted could not be loaded
 */

export class History {
  #frame;
  #live;
  #calls;
  #reading;
  /** Lines that have come since it was opened. */
  #missed = 0;
  #wasOpen = false;

  /** @param {import("./frame.js").Frame} frame @param {import("./live.js").Live} live @param {Calls} calls */
  constructor(frame, live, calls) {
    this.#frame = frame;
    this.#live = live;
    this.#calls = calls;
    /** @type {import("../history/reading.js").Draw} */
    const draw = (passage, viewing, drawn) => new Pane(frame.stage, passage, viewing, drawn);
    this.#reading = new Reading(draw, live.folds, {
      changed: () => this.#shown(),
      left: calls.left,
      failed: (error) => this.#failed(error),
    });
  }

  /** What is shown instead of the live view; undefined while that is shown. */
  get pane() {
    return this.#reading.pane;
  }

  /** @returns {import("../terminal/tail.js").State} */
  get state() {
    return { following: false, missed: this.#missed, more: false, isHistory: true };
  }

  /** The time of the record that one looks at. */
  get timestamp() {
    return this.#reading.record?.timestamp;
  }

  get isLoading() {
    return this.#reading.isLoading;
  }

  /** @param {boolean} wraps */
  set wraps(wraps) {
    this.#reading.wraps = wraps;
  }

  /** See TapewireTerminal.open. @param {import("../terminal/line-places.js").Place} place */
  async open(place) {
    const isThere = await this.#reading.open(this.#log, around(place), place);
    this.#frame.beginning.missing(isThere ? "" : `Line ${placeText(place)} is not there, or not any more`);
    return isThere;
  }

  /** Shows what is above the live view's first line, if that is not the first of all. */
  above() {
    const live = this.#live;
    if (!live.extent.isWhole) this.#show(above(live.top), () => live.extent.isAll());
  }

  /** Shows the first line that the server keeps. @returns {boolean} false: the terminal that is shown holds it */
  start() {
    if (this.pane) return this.#reading.toStart();
    const live = this.#live;
    if (live.extent.isWhole) return false;
    this.#show(startBefore(live.extent.first), () => {
      live.extent.isAll();
      live.screen.tail.scroll(() => live.screen.terminal.scrollToTop());
    });
    return true;
  }

  redraw() {
    this.#reading.redraw().catch((error) => this.#failed(error));
  }

  close() {
    this.#reading.close();
  }

  /**
   * The live view has got so many lines. They may be older: a link may open the history before the live view has got what was printed so far.
   *
   * @param {number} lines
   * @param {number} time by the server's clock, in milliseconds since 1970
   */
  printed(lines, time) {
    if (!this.pane || lines === 0 || time <= this.#reading.since) return;
    this.#missed += lines;
    this.#calls.changed();
  }

  /** @param {import("../history/excerpt.js").Read} read @param {() => void} none called when the server keeps nothing more */
  #show(read, none) {
    this.#reading.open(this.#log, read).then(
      (isThere) => isThere || none(),
      (error) => this.#failed(error),
    );
  }

  /** @returns {Log} */
  get #log() {
    const { client, channel } = this.#live;
    if (!client) throw new DOMException("nothing is connected", "AbortError");
    return { channel, get: client.get, last: () => this.#live.last };
  }

  #shown() {
    const isOpen = this.pane !== undefined;
    if (isOpen !== this.#wasOpen) {
      this.#wasOpen = isOpen;
      this.#missed = 0;
      const hasFocus = this.#frame.stage.contains(document.activeElement);
      this.#frame.isHistory = isOpen;
      // Nothing has to be held back from whoever does not look.
      if (isOpen) this.#live.screen.tail.follow();
      if (hasFocus) (this.pane ?? this.#live).screen.terminal.focus();
      this.#calls.changed();
    }
    this.#calls.moved();
  }

  /** @param {unknown} error */
  #failed(error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    console.warn("tapewire: the history cannot be read:", error);
    this.#calls.failed("Earlier output cannot be loaded");
  }
}
