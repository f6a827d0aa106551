// Whether the viewer follows the end of the output or has paused. Nothing but the viewer moves a view that has paused.

import { Gestures } from "./gestures.js";
import { internalsOf } from "./internals.js";
import { Missed } from "./missed.js";

/**
 * @typedef {object} State
 * @property {boolean} following
 * @property {number} missed lines that came since the pause
 * @property {boolean} more whether there are more of them, which the terminal has no room for
 * @property {boolean} [isHistory] whether the history is shown instead
 */

export class Tail {
  #terminal;
  #changed;
  #isHeld;
  #scrollback;
  #following = true;
  #missed;
  #reported = "";
  /** @type {(() => void)[]} */
  #resumed = [];
  #gestures;
  /** @type {{ dispose(): void }[]} */
  #listeners;

  /**
   * @param {import("../../vendor/xterm.js").Terminal} terminal
   * @param {HTMLElement} place
   * @param {object} options
   * @param {(state: State) => void} options.changed
   * @param {() => boolean} options.isHeld whether output waits for the end of the pause
   * @param {() => void} options.above the viewer wants to see what was before the first line
   */
  constructor(terminal, place, { changed, isHeld, above }) {
    this.#terminal = terminal;
    this.#changed = changed;
    this.#isHeld = isHeld;
    this.#scrollback = terminal.options.scrollback ?? 0;
    this.#missed = new Missed(terminal);
    this.#gestures = new Gestures(terminal, place, {
      up: () => this.#isScrollable && this.pause(),
      above,
      end: () => this.follow(),
    });
    // xterm.js lets the view go along with the output again as soon as it is at the end, whoever has brought it there.
    Object.defineProperty(internalsOf(terminal)._bufferService, "isUserScrolling", { get: () => !this.#following, set: () => {} });
    this.#listeners = [
      this.#gestures,
      terminal.onWriteParsed(() => this.#look()),
      // Somebody's own scrolling fires no scroll event, but it draws a new picture.
      terminal.onRender(() => this.#look()),
      terminal.onResize(() => this.#following && terminal.scrollToBottom()),
    ];
  }

  get following() {
    return this.#following;
  }

  /** @returns {State} */
  get state() {
    return {
      following: this.#following,
      missed: this.#missed.lines,
      more: !this.#following && (this.#isHeld() || this.#resumed.length > 0),
    };
  }

  /** @param {number} lines kept above the visible ones */
  set scrollback(lines) {
    this.#scrollback = lines;
    this.#keep();
  }

  /** How many lines may come before the view would lose one; without a pause as many as there are. */
  get room() {
    if (this.#following) return Infinity;
    const { rows } = this.#terminal;
    const room = rows + this.#scrollback + PAUSED_LINES - this.#terminal.buffer.normal.length;
    return room < LEAST_ROOM ? 0 : room;
  }

  /** Ends when the viewer moves the view, or lets it follow or pause. @returns {AbortSignal} */
  get untouched() {
    return this.#gestures.untouched;
  }

  /** The view follows again. @returns {Promise<void>} */
  resumed() {
    return this.#following ? Promise.resolve() : new Promise((resume) => this.#resumed.push(resume));
  }

  /** Output of this time comes next. @param {number} time by this machine's clock, NaN if it is not known @returns {(() => void) | undefined} */
  outputOf(time) {
    return this.#following ? undefined : this.#missed.outputOf(time);
  }

  /** Stays where it is, whatever comes. */
  pause() {
    this.#gestures.made();
    if (!this.#following) return;
    this.#following = false;
    this.#missed.begin(Date.now());
    this.#keep();
    this.#report();
  }

  /** Goes to the end, and stays there. */
  follow() {
    this.#gestures.made();
    this.#following = true;
    this.#missed.end();
    this.#keep();
    this.#terminal.scrollToBottom();
    this.#resumed.splice(0).forEach((resume) => resume());
    this.#report();
  }

  /** The viewer scrolls by a key or a finger. @param {() => void} scroll */
  scroll(scroll) {
    this.#gestures.scroll(scroll);
  }

  dispose() {
    for (const listener of this.#listeners) listener.dispose();
  }

  get #isScrollable() {
    return this.#terminal.buffer.active.baseY > 0;
  }

  #keep() {
    const scrollback = this.#scrollback + (this.#following ? 0 : PAUSED_LINES);
    if (this.#terminal.options.scrollback !== scrollback) this.#terminal.options.scrollback = scrollback;
  }

  /** A page may scroll the terminal without a gesture: then it is paused, too. */
  #look() {
    const { viewportY, baseY } = this.#terminal.buffer.active;
    if (this.#following && viewportY < baseY) this.pause();
    this.#report();
  }

  #report() {
    const { state } = this;
    const key = JSON.stringify(state);
    if (key === this.#reported) return;
    this.#reported = key;
    this.#changed(state);
  }
}

/** Lines that are kept beyond the usual ones during a pause; then the terminal takes no more until the viewer goes on. */
const PAUSED_LINES = 20_000;
/** Lines. Below it the pieces would get too small to be worth writing. */
const LEAST_ROOM = 256;
