// A passage of a channel's log as a terminal shows it. Nothing is added to it: another passage gets another pane.

import { ChannelView } from "../terminal/channel-view.js";
import { charactersBefore } from "../terminal/line-places.js";
import { forgottenWords } from "../terminal/gap-words.js";
import { markLine } from "../terminal/marked-line.js";
import { Screen } from "../terminal/screen.js";
import { Transcript } from "../terminal/transcript.js";

/**
 * @typedef {{ offset: number, rows: number }} Top what the first visible row is: so many rows below the beginning of this record
 *
 * @typedef {object} Viewing
 * @property {boolean} wraps whether long lines go on below
 * @property {import("../terminal/folds.js").Folds} folds
 * @property {import("../terminal/line-places.js").Place} [marked] a line of it
 */

export class Pane {
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
    this.drawn = this.#draw(folds);
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

  /** Becomes visible. @param {Top | "mark" | "start"} where */
  show(where) {
    const { terminal, tail } = this.#screen;
    tail.pause();
    if (where === "mark" && this.#marker) terminal.scrollToLine(Math.max(0, this.#marker.line - third(terminal)));
    else if (typeof where === "object") terminal.scrollToLine(Math.max(0, this.#rowOf(where)));
    else terminal.scrollToTop();
    this.#seen = terminal.buffer.active.viewportY;
    if (where === "mark") this.#untouched = tail.untouched;
    this.#place.classList.add("tapewire-terminal-pane-shown");
  }

  dispose() {
    this.#screen.dispose();
    this.#place.remove();
  }

  /** @param {Top} top */
  #rowOf({ offset, rows }) {
    return (this.#screen.records.at(offset)?.row ?? 0) + rows;
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

  /** @param {import("../terminal/folds.js").Folds} folds */
  async #draw(folds) {
    const { emulator, writer, records } = this.#screen;
    const transcript = new Transcript({ emulator, writer, resize: (size) => this.#screen.resize(size) });
    const host = { ...NOBODY, begins: (/** @type {number} */ offset) => records.begins(offset) };
    const view = new ChannelView(transcript, { forgotten: 0 }, host, { folds: folds.beside(), mostUntold: 0 });
    const { context, forgotten } = this.#passage;
    transcript.begin(context);
    if (forgotten > 0) transcript.note(forgottenWords(forgotten), "warning");
    const mark = this.#mark();
    if (mark) view.mark = mark;
    for (const record of this.#passage.records) view.show(record, () => {});
    // Where a program fills the screen there is nothing to scroll.
    writer.put(() => (emulator.isAlternate ? LEAVE_ALTERNATE : ""));
    await new Promise((done) => transcript.at(() => done(undefined)));
  }

  /** @returns {import("../terminal/channel-view.js").Mark | undefined} */
  #mark() {
    const { offset, line } = this.#marked ?? { offset: -1, line: 0 };
    const own = this.#passage.records.find((record) => record.offset === offset);
    if (!own) return undefined;
    const before = this.#passage.records.findLast(({ type, offset: other }) => type === "terminal_output" && other < offset);
    const beginsMidLine = before !== undefined && !before.data.output.endsWith("\n");
    const skip = own.type === "terminal_output" ? charactersBefore(own.data.output, line, beginsMidLine) : 0;
    return { offset, skip, reached: () => (this.#marker = markLine(this.#screen.terminal)) };
  }
}

/** A third below the top is where one looks. @param {{ rows: number }} terminal */
function third({ rows }) {
  return Math.floor(rows / 3);
}

/** Nobody waits for what is history. @type {Omit<import("../terminal/channel-view.js").Host, "begins">} */
const NOBODY = {
  message: () => {},
  offset: () => {},
  empty: () => {},
  gap: () => {},
  subscribed: () => {},
  reset: () => {},
  awaitFirst: () => {},
  outputOf: () => undefined,
};

const LEAVE_ALTERNATE = "\x1b[?1049l";
/** More than a passage has, unless its lines are very short. */
const MOST_ROWS = 50_000;
