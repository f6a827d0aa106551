// `<tapewire-terminal channel="build">`: shows what is printed to a channel, while it is printed. docs/client.md describes it.

import { connectionOf, CONNECTION_ATTRIBUTES, numberOf } from "./attributes.js";
import { borrow } from "./clients.js";
import { fire } from "./fire.js";
import { Frame } from "./frame.js";
import { History } from "./history.js";
import { Live } from "./live.js";
import { loadStyles } from "./styles.js";
import { resourcePath } from "../connection/address.js";
import { Times } from "./times.js";

/** @typedef {import("../library/client.js").WebSocketClient} WebSocketClient */

export class TapewireTerminal extends HTMLElement {
  static observedAttributes = ["channel", "window-bytes", "scrollback", "rows", "height", "nowrap", "times", ...CONNECTION_ATTRIBUTES];

  #frame = new Frame({
    follow: (following) => (this.following = following),
    restore: () => this.restore(),
    retry: () => this.retryNow(),
  });
  /** @type {Live | undefined} */
  #live;
  /** @type {History | undefined} */
  #history;
  /** @type {Times | undefined} */
  #times;
  /**
   * When the run began that goes on at a record, in milliseconds since 1970; for `times="run"`.
   *
   * @type {(offset: number) => number | undefined}
   */
  runStart = () => undefined;
  /** The application's. @type {WebSocketClient | undefined} */
  #given;

  constructor() {
    super();
    this.addEventListener("tapewire:begin", () => this.#times?.forget());
    this.addEventListener("tapewire:position", () => this.#showTimes());
  }

  get channel() {
    return this.getAttribute("channel") || "main";
  }

  set channel(name) {
    this.setAttribute("channel", name);
  }

  /** Names the log that is shown; undefined before the server has answered. */
  get epoch() {
    return this.#live?.epoch;
  }

  /** The client that is in use. The application may set its own; otherwise elements whose attributes say the same share one. */
  get client() {
    return this.#given ?? this.#live?.client;
  }

  set client(client) {
    if (client === this.#given) return;
    this.#given = client;
    this.restore();
  }

  /** Whether the view goes along with the output. Nothing moves a view that doesn't. */
  get following() {
    return !this.#history?.pane && (this.#live?.screen.tail.following ?? true);
  }

  set following(following) {
    if (following) {
      this.#history?.close();
      this.#live?.screen.tail.follow();
    } else if (!this.#history?.pane) this.#live?.screen.tail.pause();
  }

  /** Where in the log one looks: offset and time of the record, and the offset of the last one; undefined if none is known. */
  get position() {
    const offset = this.offsetInView;
    const last = this.#live?.last ?? 0;
    if (offset === undefined || last === 0) return undefined;
    const { pane, timestamp, isLoading = false } = this.#history ?? {};
    return { offset, last, timestamp, isLoading, isHistory: pane !== undefined };
  }

  /** The record that one looks at: that of the line that was opened, or else a third below the top; undefined if none is known. */
  get offsetInView() {
    if (this.#history?.pane) return this.#history.pane.offsetInView;
    if (!this.#live) return undefined;
    const { terminal, records } = this.#live.screen;
    return records.before(terminal.buffer.active.viewportY + Math.floor(terminal.rows / 3))?.offset;
  }

  /** The terminal emulator that is shown, xterm.js' `Terminal`, for its add-ons and for tests; undefined while this element is in no document. */
  get emulator() {
    return this.#shown?.terminal;
  }

  connectedCallback() {
    loadStyles("terminal", "xterm");
    this.#frame.attach(this);
    this.style.height = this.getAttribute("height") ?? "";
    this.#live = new Live(this, this.#frame, {
      connect: () => (this.#given ? { client: this.#given, giveBack() {} } : borrow(connectionOf(this))),
      tailed: () => this.#showTail(),
      printed: (lines, time) => this.#history?.printed(lines, time),
      beyond: { up: () => this.#history?.above(), start: () => this.#history?.start() ?? false, end: () => (this.following = true) },
    });
    this.#history = new History(this, this.#frame, this.#live, () => this.#showTail());
    this.#times = new Times(this.#frame.stage, {
      read: (path) => this.#read(path),
      started: (offset) => this.runStart(offset),
    });
    this.#wrap();
    this.#showTimes();
    this.#live.watch();
  }

  disconnectedCallback() {
    this.#history?.close();
    this.#history = undefined;
    this.#times?.dispose();
    this.#times = undefined;
    this.#live?.dispose();
    this.#live = undefined;
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (!this.#live || before === after) return;
    if (name === "scrollback") this.#live.screen.scrollback = numberOf(this, name);
    else if (name === "rows") this.#live.screen.rows = numberOf(this, name);
    else if (name === "height") this.style.height = after ?? "";
    else if (name === "nowrap") this.#wrap();
    else if (name === "times") this.#showTimes();
    else if (name === "channel") this.#change();
    else if (name === "window-bytes" || !this.#given) this.restore();
  }

  /** Everything the terminal that is shown holds, as plain text. */
  text() {
    return this.#shown?.text() ?? "";
  }

  /** The lines that are visible now, as plain text. */
  visibleText() {
    return this.#shown?.visibleText() ?? "";
  }

  /** See Screen. @param {number} row of the emulator's buffer */
  recordsAround(row) {
    return this.#shown?.recordsAround(row);
  }

  /** Empties the live view; the channel and all other views keep everything. @returns {boolean} false: a program fills the screen, and keeps it */
  clear() {
    this.#history?.close();
    const isCleared = this.#live?.screen.clear() ?? false;
    if (isCleared) this.#frame.beginning.cleared();
    return isCleared;
  }

  /**
   * Shows of a run only how many lines it has printed, or shows them again.
   *
   * @param {string} run
   * @param {boolean} isFolded
   */
  fold(run, isFolded) {
    if (!this.#live) return;
    this.#live.folds.set(run, isFolded);
    this.#live.restore();
    this.#history?.redraw();
  }

  /** Shows everything again that the server still has. */
  restore() {
    this.#history?.close();
    this.#live?.restore();
  }

  /**
   * Shows a line and what is around it, with this line marked, and stays there.
   *
   * @param {import("../terminal/line-places.js").Place} place
   * @returns {Promise<boolean>} false: the server has not got this line, and the view stays as it is. Rejected with an `AbortError` when
   *   something else is shown before the server has answered
   */
  async open(place) {
    if (!this.#history) throw new DOMException("this terminal is in no document", "AbortError");
    return this.#history.open(place);
  }

  /** Shows the oldest output that the server keeps. */
  goToStart() {
    if (!this.#history?.start()) this.#shown?.tail.scroll(() => this.emulator?.scrollToTop());
  }

  /** Doesn't wait any longer for a lost connection. */
  retryNow() {
    this.client?.retryNow();
  }

  /** Takes the colours anew from the custom properties of the page's style sheet. */
  restyle() {
    this.#live?.screen.restyle();
    this.#history?.pane?.screen.restyle();
  }

  get #shown() {
    return this.#history?.pane?.screen ?? this.#live?.screen;
  }

  /** Shows another channel. */
  #change() {
    this.#history?.close();
    this.#live?.folds.clear();
    this.#live?.restore();
  }

  #showTimes() {
    const mode = this.getAttribute("times");
    if (!this.#times) return;
    this.#times.mode = mode === "clock" || mode === "run" ? mode : undefined;
    this.#times.screen = this.#shown;
  }

  /** @param {string} path below the channel */
  async #read(path) {
    if (!this.client) throw new DOMException("this terminal is in no document", "AbortError");
    return this.client.get(resourcePath(this.channel, path));
  }

  #wrap() {
    const wraps = !this.hasAttribute("nowrap");
    if (this.#live) this.#live.screen.wraps = wraps;
    if (this.#history) this.#history.wraps = wraps;
  }

  #showTail() {
    const { following } = this;
    const state = this.#history?.pane ? this.#history.state : this.#live?.screen.tail.state;
    this.dataset.following = String(following);
    if (!state) return;
    this.#frame.tail = state;
    fire(this, "following", state);
  }
}

customElements.define("tapewire-terminal", TapewireTerminal);
