// The gutter beside a terminal: when each line was printed, by the clock or since its run began.

import { clockWords, spanWords } from "./words.js";
import { element } from "./element.js";
import { LineTimes } from "./line-times.js";
import { set } from "./changes.js";
import { recordsAround } from "../terminal/rows-text.js";

/** @typedef {import("../terminal/screen.js").Screen} Screen */
/** @typedef {"clock" | "run"} Mode */

export class Times {
  /** Not for screen readers, to which it would be numbers without their lines. */
  element = element("div", { class: "tapewire-terminal-times", "aria-hidden": "true", hidden: true });
  #stage;
  #started;
  #times;
  /** @type {Mode | undefined} */
  #mode;
  /** @type {Screen | undefined} */
  #screen;
  /** @type {{ dispose(): void } | undefined} */
  #rendered;
  #frame = 0;

  /**
   * @param {HTMLElement} stage
   * @param {object} calls
   * @param {(path: string) => Promise<Response>} calls.read see LineTimes
   * @param {(offset: number) => number | undefined} calls.started when the run of a record began, in milliseconds since 1970
   */
  constructor(stage, { read, started }) {
    this.#stage = stage;
    this.#started = started;
    this.#times = new LineTimes(read, () => this.#later());
    stage.append(this.element);
  }

  /** @param {Mode | undefined} mode undefined: no gutter */
  set mode(mode) {
    this.#mode = mode;
    this.element.hidden = mode === undefined;
    this.#stage.toggleAttribute("data-times", mode !== undefined);
    this.#later();
  }

  /** @param {Screen | undefined} screen that is shown */
  set screen(screen) {
    if (screen === this.#screen) return;
    this.#rendered?.dispose();
    this.#screen = screen;
    this.#rendered = screen?.terminal.onRender(() => this.#later());
    this.#later();
  }

  /** Another log is shown. */
  forget() {
    this.#times.forget();
    this.#later();
  }

  dispose() {
    this.screen = undefined;
    cancelAnimationFrame(this.#frame);
    this.element.remove();
  }

  #later() {
    if (this.#mode) this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    this.#frame = 0;
    const screen = this.#screen;
    const rows = screen?.terminal.element?.querySelector(".xterm-screen");
    if (!screen || !rows || !this.#mode) return;
    const { terminal } = screen;
    const { top, height } = rows.getBoundingClientRect();
    const first = top - this.#stage.getBoundingClientRect().top;
    const { viewportY } = terminal.buffer.active;
    for (let row = 0; row < terminal.rows; row++) {
      const label = this.#label(row);
      set(label.style, "top", `${first + (row * height) / terminal.rows}px`);
      set(label.style, "lineHeight", `${height / terminal.rows}px`);
      const known = this.#timeOf(screen, viewportY + row);
      set(label, "textContent", known ? this.#words(known) : "");
      set(label, "title", known ? new Date(known.time).toISOString() : "");
    }
    while (this.element.childElementCount > terminal.rows) this.element.lastElementChild?.remove();
  }

  /** @param {number} row @returns {HTMLElement} */
  #label(row) {
    const label = /** @type {HTMLElement | undefined} */ (this.element.children[row]) ?? element("time");
    if (!label.parentNode) this.element.append(label);
    return label;
  }

  /** Of a line that goes on below only the first row has one. @param {Screen} screen @param {number} row */
  #timeOf({ terminal, records }, row) {
    const { active } = terminal.buffer;
    const line = active.getLine(row);
    const isPrinted = active.type === "normal" && row <= active.baseY + active.cursorY;
    if (!line || line.isWrapped || !isPrinted || line.translateToString(true) === "") return undefined;
    const around = recordsAround(terminal, records, row);
    const known = around && this.#times.timeOf({ mark: records.before(row), to: around.to, lines: around.lines, text: around.text });
    return known && !Number.isNaN(known.time) ? known : undefined;
  }

  /** @param {{ time: number, offset: number }} line */
  #words({ time, offset }) {
    const started = this.#mode === "run" ? this.#started(offset) : undefined;
    return started === undefined || Number.isNaN(started) ? clockWords(new Date(time)) : `+${spanWords(time - started)}`;
  }
}
