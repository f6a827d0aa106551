// What a terminal shows of its channel: the live view or the history over it, and beside either when the lines were printed.

import { fire } from "./fire.js";
import { History } from "./history.js";
import { Live } from "./live.js";
import { resourcePath } from "../connection/address.js";
import { Times } from "./times.js";

/**
 * @typedef {import("../library/client.js").WebSocketClient} WebSocketClient
 *
 * @typedef {object} Calls
 * @property {() => { client: WebSocketClient, giveBack: () => void }} connect
 * @property {(offset: number) => number | undefined} started when the run of a record began, in milliseconds since 1970
 */

export class Display {
  #host;
  #frame;
  #live;
  #history;
  #times;

  /** @param {HTMLElement & { channel: string }} host @param {import("./frame.js").Frame} frame @param {Calls} calls */
  constructor(host, frame, { connect, started }) {
    this.#host = host;
    this.#frame = frame;
    this.#live = new Live(host, frame, {
      connect,
      tailed: () => this.#tellTail(),
      printed: (lines, time) => this.#history.printed(lines, time),
      beyond: { up: () => this.#history.above(), start: () => this.#history.start(), end: () => (this.following = true) },
    });
    this.#history = new History(frame, this.#live, {
      changed: () => this.#tellTail(),
      moved: () => this.#moved(),
      left: () => (this.following = true),
      failed: (words) => fire(host, "failed", { words }),
    });
    this.#times = new Times(frame.stage, { read: (path) => this.#read(path), started });
    this.#times.screen = this.#screen;
  }

  /** Begins to follow the channel. */
  watch() {
    this.#live.watch();
  }

  dispose() {
    this.#history.close();
    this.#times.dispose();
    this.#live.dispose();
  }

  get epoch() {
    return this.#live.epoch;
  }

  get client() {
    return this.#live.client;
  }

  get following() {
    return !this.#history.pane && this.#live.screen.tail.following;
  }

  set following(following) {
    if (following) {
      this.#history.close();
      this.#live.screen.tail.follow();
    } else if (!this.#history.pane) this.#live.screen.tail.pause();
  }

  /** See TapewireTerminal. */
  get position() {
    const offset = this.offsetInView;
    const { last } = this.#live;
    if (offset === undefined || last === 0) return undefined;
    const { pane, timestamp, isLoading } = this.#history;
    return { offset, last, timestamp, isLoading, isHistory: pane !== undefined, isWhole: this.#live.extent.isWhole };
  }

  /** See TapewireTerminal. */
  get offsetInView() {
    if (this.#history.pane) return this.#history.pane.offsetInView;
    const { terminal, records } = this.#live.screen;
    return records.before(terminal.buffer.active.viewportY + Math.floor(terminal.rows / 3))?.offset;
  }

  get emulator() {
    return this.#screen.terminal;
  }

  /** @param {number | undefined} lines of the live view, above the visible ones */
  set scrollback(lines) {
    this.#live.screen.scrollback = lines;
  }

  /** @param {number | undefined} rows */
  set rows(rows) {
    this.#live.screen.rows = rows;
  }

  /** @param {boolean} wraps */
  set wraps(wraps) {
    this.#live.screen.wraps = wraps;
    this.#history.wraps = wraps;
  }

  /** @param {import("./times.js").Mode | undefined} mode */
  set times(mode) {
    this.#times.mode = mode;
  }

  text() {
    return this.#screen.text();
  }

  visibleText() {
    return this.#screen.visibleText();
  }

  /** @param {number} row of the emulator's buffer */
  recordsAround(row) {
    return this.#screen.recordsAround(row);
  }

  /** Empties the live view. @returns {boolean} false: a program fills the screen, and keeps it */
  clear() {
    this.#history.close();
    const isCleared = this.#live.screen.clear();
    if (isCleared) this.#frame.beginning.cleared();
    return isCleared;
  }

  /** Which runs are folded. */
  get folded() {
    return this.#live.folds.runs;
  }

  /** @param {string} run @param {boolean} isFolded */
  fold(run, isFolded) {
    this.#live.folds.set(run, isFolded);
    this.#live.restore();
    this.#history.redraw();
  }

  /** Shows everything again that the server still has. */
  restore() {
    this.#history.close();
    this.#live.restore();
  }

  /** Another channel is shown. */
  change() {
    this.#live.folds.clear();
    this.restore();
  }

  /** @param {import("../terminal/line-places.js").Place} place */
  open(place) {
    return this.#history.open(place);
  }

  goToStart() {
    if (!this.#history.start()) this.#screen.tail.scroll(() => this.emulator.scrollToTop());
  }

  restyle() {
    this.#live.screen.restyle();
    this.#history.pane?.screen.restyle();
  }

  /** The lines are those of another log, or are drawn anew. */
  forgetTimes() {
    this.#times.forget();
  }

  get #screen() {
    return this.#history.pane?.screen ?? this.#live.screen;
  }

  /** @param {string} path below the channel */
  async #read(path) {
    const { client, channel } = this.#live;
    if (!client) throw new DOMException("nothing is connected", "AbortError");
    return client.get(resourcePath(channel, path));
  }

  #moved() {
    this.#times.screen = this.#screen;
    fire(this.#host, "position", this.position);
  }

  #tellTail() {
    const state = this.#history.pane ? this.#history.state : this.#live.screen.tail.state;
    this.#host.dataset.following = String(this.following);
    this.#frame.tail = state;
    fire(this.#host, "following", state);
  }
}
