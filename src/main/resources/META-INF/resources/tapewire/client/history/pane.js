// A passage of a channel's log as a terminal shows it. Nothing is added to it: another passage gets another pane.

import { drawPassage } from "./drawing.js";
import { markLine } from "../terminal/marked-line.js";
import { Screen } from "../terminal/screen.js";

/**
 * @typedef {{ offset: number, rows: number }} Top what the first visible row is: so many rows below the beginning of this record
 *
 * @typedef {object} Viewing
 * @property {boolean} wraps whether long lines go on below
 * @property {import("../terminal/folds.js").Folds} folds
 * @property {import("../terminal/line-places.js").Place} [marked] a line of it
 */

export class Pane {
  #stage;
  #passage;
  #screen;
  #place = document.createElement("div");
  /** @type {import("../../vendor/xterm.js").IMarker | undefined} */
  #marker;
  /** Ended by the viewer's first gesture. @type {AbortSignal | undefined} */
  #untouched;
  #marked;
  /** @type {Promise<unknown>} */
  #released = Promise.resolve();
  /** The first visible row when it was looked at last; undefined before it is shown. @type {number | undefined} */
  #seen;
  /** Settles when everything is on the screen, which is not visible before it is moved. @type {Promise<void>} */
  drawn;

  /**
   * @param {HTMLElement} stage
   * @param {import("./passage.js").Passage} passage
   * @param {Viewing} viewing
   * @param {object} calls
   * @param {(direction: 1 | -1) => void} calls.moved the viewer has moved it up (-1) or down
   * @param {() => void} calls.drawn it has been drawn anew
   * @param {() => void} calls.ended the viewer wants to see what comes after it
   * @param {Omit<import("../terminal/scroll-keys.js").Beyond, "up">} calls.beyond
   */
  constructor(stage, passage, { wraps, folds, marked }, { moved, drawn, ended, beyond }) {
    this.#stage = stage;
    this.#passage = passage;
    this.#marked = marked;
    this.#place.className = "tapewire-terminal-screen tapewire-terminal-pane";
    stage.append(this.#place);
    this.#screen = new Screen(this.#place, {
      scrollback: MOST_ROWS,
      tailed: ({ following }) => following && ended(),
      progressed: () => {},
      beyond: { ...beyond, up: () => moved(-1) },
      keepsText: true,
    });
    this.#screen.wraps = wraps;
    this.#screen.terminal.onRender(() => {
      this.#look(moved);
      drawn();
    });
    this.#place.addEventListener("pointerdown", () => this.#press());
    this.drawn = drawPassage(this.#screen, passage, folds, {
      place: marked,
      reached: () => (this.#marker = markLine(this.#screen.terminal)),
    });
  }

  get screen() {
    return this.#screen;
  }

  /** Settles when the viewer does not hold its scroll bar, and does not select. */
  get released() {
    return this.#released;
  }

  /** @returns {Top} */
  get top() {
    const { viewportY } = this.#screen.terminal.buffer.active;
    const record = this.#screen.records.before(viewportY) ?? { offset: this.#passage.first, row: 0 };
    return { offset: record.offset, rows: viewportY - record.row };
  }

  /** The record that one looks at: that of the marked line until the viewer goes elsewhere, or else a third below the top. */
  get offsetInView() {
    if (this.#marked && this.#untouched?.aborted === false) return this.#marked.offset;
    const { terminal, records } = this.#screen;
    return (records.before(terminal.buffer.active.viewportY + third(terminal)) ?? { offset: this.#passage.first }).offset;
  }

  /** Screens between what is visible and either end. */
  get distance() {
    const { buffer, rows } = this.#screen.terminal;
    const { viewportY, baseY } = buffer.active;
    return { above: viewportY / rows, below: (baseY - viewportY) / rows };
  }

  /** What is selected, in cells below the first visible row. */
  get selection() {
    const { terminal } = this.#screen;
    const selected = terminal.getSelectionPosition();
    if (!selected) return undefined;
    const { start, end } = selected;
    return {
      row: start.y - terminal.buffer.active.viewportY,
      column: start.x,
      length: (end.y - start.y) * terminal.cols + end.x - start.x,
    };
  }

  /** Where the row is that a top names; negative: so many rows above the first one. @param {Top} top */
  rowOf({ offset, rows }) {
    const { terminal, records } = this.#screen;
    const { baseY, cursorY } = terminal.buffer.active;
    const row = offset > this.#passage.last ? baseY + cursorY : (records.at(offset)?.row ?? 0);
    return row + rows;
  }

  /** Becomes visible. @param {Top | "mark" | "start"} where @param {Pane["selection"]} [selection] */
  show(where, selection) {
    const { terminal, tail } = this.#screen;
    tail.pause();
    if (where === "mark" && this.#marker) terminal.scrollToLine(Math.max(0, this.#marker.line - third(terminal)));
    else if (typeof where === "object") terminal.scrollToLine(Math.max(0, this.rowOf(where)));
    else terminal.scrollToTop();
    this.#seen = terminal.buffer.active.viewportY;
    if (selection) this.#select(selection);
    if (where === "mark") this.#untouched = tail.untouched;
    this.#place.classList.add("tapewire-terminal-pane-shown");
    if (this.#stage.contains(document.activeElement)) terminal.focus();
  }

  dispose() {
    this.#screen.dispose();
    this.#place.remove();
  }

  /** @param {NonNullable<Pane["selection"]>} selection */
  #select({ row, column, length }) {
    const { terminal } = this.#screen;
    const first = terminal.buffer.active.viewportY + row;
    // It may be so far away that this passage has it no more.
    if (first >= 0 && first < terminal.buffer.active.length) terminal.select(column, first, length);
  }

  /** @param {(direction: 1 | -1) => void} moved */
  #look(moved) {
    const { viewportY } = this.#screen.terminal.buffer.active;
    const before = this.#seen;
    this.#seen = viewportY;
    if (before !== undefined && viewportY !== before) moved(viewportY < before ? -1 : 1);
  }

  #press() {
    const stop = new AbortController();
    this.#released = new Promise((release) => {
      for (const type of ["pointerup", "pointercancel"]) addEventListener(type, release, { capture: true, signal: stop.signal });
    });
    void this.#released.then(() => stop.abort());
  }
}

/** A third below the top is where one looks. @param {{ rows: number }} terminal */
function third({ rows }) {
  return Math.floor(rows / 3);
}

/** More than a passage has, unless its lines are very short. */
const MOST_ROWS = 50_000;
