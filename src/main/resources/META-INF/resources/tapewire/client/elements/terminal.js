// `<tapewire-terminal channel="build">`: shows what is printed to a channel, while it is printed. docs/client.md describes it.

import { connectionOf, CONNECTION_ATTRIBUTES, numberOf } from "./attributes.js";
import { borrow } from "./clients.js";
import { Display } from "./display.js";
import { Frame } from "./frame.js";
import { loadStyles } from "./styles.js";

/** @typedef {import("../library/client.js").WebSocketClient} WebSocketClient */

export class TapewireTerminal extends HTMLElement {
  static observedAttributes = ["channel", "window-bytes", "scrollback", "rows", "height", "nowrap", "times", ...CONNECTION_ATTRIBUTES];

  #frame = new Frame({
    follow: (following) => (this.following = following),
    restore: () => this.restore(),
    retry: () => this.retryNow(),
  });
  /** While this element is in a document. @type {Display | undefined} */
  #display;
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
    this.addEventListener("tapewire:begin", () => this.#display?.forgetTimes());
  }

  get channel() {
    return this.getAttribute("channel") || "main";
  }

  set channel(name) {
    this.setAttribute("channel", name);
  }

  /** Names the log that is shown; undefined before the server has answered. */
  get epoch() {
    return this.#display?.epoch;
  }

  /** The client that is in use. The application may set its own; otherwise elements whose attributes say the same share one. */
  get client() {
    return this.#given ?? this.#display?.client;
  }

  set client(client) {
    if (client === this.#given) return;
    this.#given = client;
    this.restore();
  }

  /** Whether the view goes along with the output. Nothing moves a view that doesn't. */
  get following() {
    return this.#display?.following ?? true;
  }

  set following(following) {
    if (this.#display) this.#display.following = following;
  }

  /** Where in the log one looks: offset and time of the record, and the offset of the last one; undefined if none is known. */
  get position() {
    return this.#display?.position;
  }

  /** The record that one looks at: that of the line that was opened, or else a third below the top; undefined if none is known. */
  get offsetInView() {
    return this.#display?.offsetInView;
  }

  /** The terminal emulator that is shown, xterm.js' `Terminal`, for its add-ons and for tests; undefined while this element is in no document. */
  get emulator() {
    return this.#display?.emulator;
  }

  /** The names of the runs that are folded. */
  get folded() {
    return [...(this.#display?.folded ?? [])];
  }

  connectedCallback() {
    loadStyles("terminal", "xterm");
    this.#frame.attach(this);
    this.style.height = this.getAttribute("height") ?? "";
    this.#display = new Display(this, this.#frame, {
      connect: () => (this.#given ? { client: this.#given, giveBack() {} } : borrow(connectionOf(this))),
      started: (offset) => this.runStart(offset),
    });
    this.#apply();
    this.#display.watch();
  }

  disconnectedCallback() {
    this.#display?.dispose();
    this.#display = undefined;
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (!this.#display || before === after) return;
    if (name === "scrollback") this.#display.scrollback = numberOf(this, name);
    else if (name === "rows") this.#display.rows = numberOf(this, name);
    else if (name === "height") this.style.height = after ?? "";
    else if (name === "nowrap" || name === "times") this.#apply();
    else if (name === "channel") this.#display.change();
    else if (name === "window-bytes" || !this.#given) this.restore();
  }

  /** Everything the terminal that is shown holds, as plain text. */
  text() {
    return this.#display?.text() ?? "";
  }

  /** The lines that are visible now, as plain text. */
  visibleText() {
    return this.#display?.visibleText() ?? "";
  }

  /** See Screen. @param {number} row of the emulator's buffer */
  recordsAround(row) {
    return this.#display?.recordsAround(row);
  }

  /** Empties the live view; the channel and all other views keep everything. @returns {boolean} false: a program fills the screen, and keeps it */
  clear() {
    return this.#display?.clear() ?? false;
  }

  /**
   * Shows of a run only how many lines it has printed, or shows them again.
   *
   * @param {string} run
   * @param {boolean} isFolded
   */
  fold(run, isFolded) {
    this.#display?.fold(run, isFolded);
  }

  /** Shows everything again that the server still has. */
  restore() {
    this.#display?.restore();
  }

  /**
   * Shows a line and what is around it, with this line marked, and stays there.
   *
   * @param {import("../terminal/line-places.js").Place} place
   * @returns {Promise<boolean>} false: the server has not got this line, and the view stays as it is. Rejected with an `AbortError` when
   *   something else is shown before the server has answered
   */
  async open(place) {
    if (!this.#display) throw new DOMException("this terminal is in no document", "AbortError");
    return this.#display.open(place);
  }

  /** Shows the oldest output that the server keeps. */
  goToStart() {
    this.#display?.goToStart();
  }

  /** Doesn't wait any longer for a lost connection. */
  retryNow() {
    this.client?.retryNow();
  }

  /** Takes the colours anew from the custom properties of the page's style sheet. */
  restyle() {
    this.#display?.restyle();
  }

  /** Applies the attributes that hold both for the live view and for the history. */
  #apply() {
    if (!this.#display) return;
    this.#display.wraps = !this.hasAttribute("nowrap");
    const times = this.getAttribute("times");
    this.#display.times = times === "clock" || times === "run" ? times : undefined;
  }
}

customElements.define("tapewire-terminal", TapewireTerminal);
