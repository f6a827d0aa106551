// Whether the viewer follows the end of the output or has paused, and how much came since. Nothing moves a view that has paused.

import { internalsOf } from "./internals.js";

/**
 * @typedef {{ following: boolean, missed: number }} State `missed`: lines that came since the pause
 */

export class Tail {
  #terminal;
  #scrolling;
  #changed;
  #scrollback;
  #following = true;
  /** Whether the pause began at the end: being there is then no wish to go on. */
  #pausedAtEnd = false;
  #reported = "";
  #missed = 0;
  #stop = new AbortController();
  /** @type {{ dispose(): void }[]} */
  #listeners;

  /**
   * @param {import("../../vendor/xterm.js").Terminal} terminal
   * @param {HTMLElement} place
   * @param {(state: State) => void} changed
   */
  constructor(terminal, place, changed) {
    this.#terminal = terminal;
    this.#scrolling = internalsOf(terminal)._bufferService;
    this.#changed = changed;
    this.#scrollback = terminal.options.scrollback ?? 0;
    // In the same moment, also while a flood keeps the terminal from drawing.
    const turned = (/** @type {WheelEvent} */ { deltaY, ctrlKey }) => deltaY < 0 && !ctrlKey && this.#isScrollable && this.pause();
    place.addEventListener("wheel", turned, { capture: true, passive: true, signal: this.#stop.signal });
    this.#listeners = [
      terminal.onLineFeed(() => this.#count()),
      terminal.onWriteParsed(() => this.#look()),
      // A viewer's own scrolling fires no scroll event, but it draws a new picture.
      terminal.onRender(() => this.#look()),
      terminal.onResize(() => this.#following && terminal.scrollToBottom()),
      // A program that clears the scrollback would take away what is being read.
      terminal.parser.registerCsiHandler({ final: "J" }, ([what]) => what === ERASE_SCROLLBACK && !this.#following),
    ];
  }

  get following() {
    return this.#following;
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

  /** Stays where it is, whatever comes. */
  pause() {
    if (!this.#following) return;
    this.#following = false;
    this.#pausedAtEnd = this.#isAtEnd;
    this.#scrolling.isUserScrolling = true;
    this.#keep();
    this.#report();
  }

  /** Goes to the end, and stays there. */
  follow() {
    this.#following = true;
    this.#missed = 0;
    this.#scrolling.isUserScrolling = false;
    this.#keep();
    this.#terminal.scrollToBottom();
    this.#report();
  }

  dispose() {
    this.#stop.abort();
    for (const listener of this.#listeners) listener.dispose();
  }

  get #isAtEnd() {
    const { active } = this.#terminal.buffer;
    return active.viewportY >= active.baseY;
  }

  get #isScrollable() {
    return this.#terminal.buffer.active.baseY > 0;
  }

  #keep() {
    const scrollback = this.#scrollback + (this.#following ? 0 : PAUSED_LINES);
    if (this.#terminal.options.scrollback !== scrollback) this.#terminal.options.scrollback = scrollback;
  }

  #count() {
    if (!this.#following) this.#missed += 1;
  }

  /** Whether the viewer has scrolled, by any means. */
  #look() {
    const isAtEnd = this.#isAtEnd;
    if (this.#following && !isAtEnd) this.pause();
    else if (!this.#following && isAtEnd && !this.#pausedAtEnd) this.follow();
    if (!isAtEnd) this.#pausedAtEnd = false;
    this.#report();
  }

  #report() {
    const state = { following: this.#following, missed: this.#missed };
    const key = `${state.following} ${state.missed}`;
    if (key === this.#reported) return;
    this.#reported = key;
    this.#changed(state);
  }
}

/** Lines that are kept beyond the usual ones during a pause; then the terminal takes no more until the viewer goes on. */
const PAUSED_LINES = 20_000;
/** Lines. Below it the pieces would get too small to be worth writing. */
const LEAST_ROOM = 256;
const ERASE_SCROLLBACK = 3;
