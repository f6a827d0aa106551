// `<tapewire-terminal channel="build">`: shows what is printed to a channel, while it is printed. docs/client.md describes it.

import { connectionOf, CONNECTION_ATTRIBUTES, numberOf } from "./attributes.js";
import { borrow } from "./clients.js";
import { ChannelView } from "../terminal/channel-view.js";
import { Emptiness } from "./emptiness.js";
import { Frame } from "./frame.js";
import { placeText } from "../terminal/line-places.js";
import { Reconnection } from "./reconnection.js";
import { Screen } from "../terminal/screen.js";
import { loadStyles } from "./styles.js";
import { surroundings } from "./surroundings.js";
import { Transcript } from "../terminal/transcript.js";

/** @typedef {import("../library/client.js").WebSocketClient} WebSocketClient */

export class TapewireTerminal extends HTMLElement {
  static observedAttributes = ["channel", "window-bytes", "scrollback", "rows", "height", "nowrap", ...CONNECTION_ATTRIBUTES];

  #frame = new Frame({
    follow: (following) => (this.following = following),
    restore: () => this.restore(),
    retry: () => this.retryNow(),
  });
  #emptiness = new Emptiness((empty) => this.#showEmpty(empty));
  #reconnection = new Reconnection((words, isLoss) => {
    this.#frame.reconnected(words, isLoss);
    this.#fire("reconnected", { words, isLoss });
  });
  /** @type {ChannelView | undefined} */
  #view;
  /** @type {Screen | undefined} */
  #screen;
  /** The application's. @type {WebSocketClient | undefined} */
  #given;
  /** The one in use. @type {WebSocketClient | undefined} */
  #client;
  /** The record of the line that was opened, until the viewer goes elsewhere. @type {{ offset: number, untouched: AbortSignal } | undefined} */
  #opened;
  /** Of the log that is shown. @type {string | undefined} */
  #epoch;
  /** How far the server's clock is ahead of this one, in milliseconds. */
  #skew = 0;
  /** @type {(() => void) | undefined} */
  #leave;
  /** Of the line that is being opened. */
  #opening = new AbortController();

  get channel() {
    return this.getAttribute("channel") || "main";
  }

  set channel(name) {
    this.setAttribute("channel", name);
  }

  /** Names the log that is shown; undefined before the server has answered. */
  get epoch() {
    return this.#epoch;
  }

  /** The client that is in use. The application may set its own; otherwise elements whose attributes say the same share one. */
  get client() {
    return this.#given ?? this.#client;
  }

  set client(client) {
    if (client === this.#given) return;
    this.#given = client;
    this.restore();
  }

  /** Whether the view goes along with the output. Nothing moves a view that doesn't. */
  get following() {
    return this.#screen?.tail.following ?? true;
  }

  set following(following) {
    if (following) this.#screen?.tail.follow();
    else this.#screen?.tail.pause();
  }

  /** See Screen. @param {number} row of the emulator's buffer */
  recordsAround(row) {
    return this.#screen?.recordsAround(row);
  }

  /** The record that one looks at: that of the line that was opened, or else a third below the top; undefined if none is known. */
  get offsetInView() {
    if (!this.#screen) return undefined;
    if (this.#opened && !this.#opened.untouched.aborted) return this.#opened.offset;
    const { viewportY } = this.#screen.terminal.buffer.active;
    return this.#screen.records.before(viewportY + Math.floor(this.#screen.terminal.rows / 3))?.offset;
  }

  connectedCallback() {
    loadStyles("terminal", "xterm");
    this.#frame.attach(this);
    this.style.height = this.getAttribute("height") ?? "";
    const screen = new Screen(this.#frame.place, {
      scrollback: numberOf(this, "scrollback"),
      rows: numberOf(this, "rows"),
      tailed: (state) => this.#showTail(state),
      progressed: (percent) => this.#fire("progress", { percent }),
    });
    this.#screen = screen;
    screen.wraps = !this.hasAttribute("nowrap");
    const { emulator, writer } = screen;
    const transcript = new Transcript({ emulator, writer, resize: (size) => screen.resize(size) });
    this.#view = new ChannelView(transcript, this.#frame.beginning, this.#host());
    this.#watch();
  }

  disconnectedCallback() {
    this.#opening.abort();
    this.#leave?.();
    this.#leave = undefined;
    this.#client = undefined;
    this.#emptiness.dispose();
    this.#screen?.dispose();
    this.#screen = undefined;
    this.#view = undefined;
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (!this.#screen || before === after) return;
    if (name === "scrollback") this.#screen.scrollback = numberOf(this, name);
    else if (name === "rows") this.#screen.rows = numberOf(this, name);
    else if (name === "height") this.style.height = after ?? "";
    else if (name === "nowrap") this.#screen.wraps = after === null;
    else if (name === "channel") this.#change();
    else if (name === "window-bytes" || !this.#given) this.restore();
  }

  /** Everything the terminal holds, as plain text. */
  text() {
    return this.#screen?.text() ?? "";
  }

  /** The lines that are visible now, as plain text. */
  visibleText() {
    return this.#screen?.visibleText() ?? "";
  }

  /** The terminal emulator, xterm.js' `Terminal`, for its add-ons and for tests; undefined while this element is in no document. */
  get emulator() {
    return this.#screen?.terminal;
  }

  /** Empties this view; the channel and all other views keep everything. @returns {boolean} false: a program fills the screen, and keeps it */
  clear() {
    const isCleared = this.#screen?.clear() ?? false;
    if (isCleared) this.#frame.beginning.cleared();
    return isCleared;
  }

  /**
   * Shows of a run only how many lines it has printed, or shows them again, from the next time on that it is shown.
   *
   * @param {string} run
   * @param {boolean} isFolded
   */
  fold(run, isFolded) {
    this.#view?.folds.set(run, isFolded);
  }

  /** Shows everything again that the server still has. */
  restore() {
    if (!this.#view) return;
    this.#opening.abort();
    this.#leave?.();
    this.#view.reset();
    this.#watch();
  }

  /**
   * Shows the log from a little before a line on, with this line marked, and stays there.
   *
   * @param {import("../terminal/line-places.js").Place} place
   * @returns {Promise<boolean>} false: the server has not got this line, and the view stays as it is. Rejected with an `AbortError` when
   *   something else is shown before the server has answered
   */
  async open(place) {
    this.#opening.abort();
    this.#opening = new AbortController();
    const { signal } = this.#opening;
    const { channel, client } = this;
    if (!client) throw new DOMException("this terminal is in no document", "AbortError");
    const found = await surroundings(client, channel, place, signal);
    signal.throwIfAborted();
    if (!this.#view) return false;
    if (!found || (place.epoch !== undefined && place.epoch !== found.epoch)) {
      this.#frame.beginning.missing(`Line ${placeText(place)} is not there, or not any more`);
      return false;
    }
    this.#leave?.();
    this.#view.reset();
    for (const record of found.before) this.#view.show(record, () => {});
    this.#view.mark = { offset: place.offset, skip: found.skip, reached: () => this.#marked(place.offset) };
    this.#watch({ epoch: found.epoch, offset: place.offset - 1 });
    if (place.offset - found.before.length > 1) this.#frame.beginning.within();
    return true;
  }

  /** Doesn't wait any longer for a lost connection. */
  retryNow() {
    this.#client?.retryNow();
  }

  /** Takes the colours anew from the custom properties of the page's style sheet. */
  restyle() {
    this.#screen?.restyle();
  }

  /** The terminal stands at the line that was opened. @param {number} offset */
  #marked(offset) {
    if (!this.#screen) return;
    this.#screen.markLine();
    this.#opened = { offset, untouched: this.#screen.tail.untouched };
  }

  /** Shows another channel. */
  #change() {
    this.#view?.folds.clear();
    this.restore();
  }

  /** @param {import("../channel/cursor.js").Position} [position] the last record that is shown already */
  #watch(position) {
    const { channel } = this;
    const view = /** @type {ChannelView} */ (this.#view);
    this.#frame.channel = channel;
    this.#frame.beginning.forget();
    const { client, giveBack } = this.#given ? { client: this.#given, giveBack() {} } : borrow(connectionOf(this));
    this.#client = client;
    if (!position) {
      this.#emptiness.set(false);
      this.#fire("begin", channel);
    }
    const following = client.follow(channel, view, { windowBytes: numberOf(this, "window-bytes") || undefined, position });
    const ignore = client.onStateChange((change) => this.#showState(client, change.oldState));
    this.#leave = () => {
      ignore();
      following.close();
      giveBack();
    };
    this.#showState(client);
  }

  /** @returns {import("../terminal/channel-view.js").Host} */
  #host() {
    return {
      message: (message) => this.#fire("message", message),
      offset: (offset) => {
        this.#reconnection.shown();
        this.#showOffset(offset);
      },
      begins: (offset) => this.#screen?.records.begins(offset),
      outputOf: (timestamp) => this.#screen?.tail.outputOf(Date.parse(timestamp ?? "") - this.#skew),
      empty: (empty) => this.#emptiness.set(empty),
      awaitFirst: () => "offset" in this.dataset || this.#emptiness.await(),
      gap: (gap) => {
        this.#reconnection.missed(gap);
        this.#fire("gap", gap);
      },
      subscribed: (subscribed, how) => {
        this.#epoch = subscribed.epoch;
        this.#skew = subscribed.skew ?? 0;
        this.#reconnection.subscribed(how, subscribed.data.recovered === true);
        if (how === "another") this.#fire("begin", this.channel);
        this.#fire("subscribed", subscribed);
      },
      reset: () => {
        this.#screen?.records.clear();
        this.#fire("begin", this.channel);
      },
    };
  }

  /** @param {string} name @param {unknown} detail */
  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(`tapewire:${name}`, { bubbles: true, detail }));
  }

  /** @param {number | undefined} offset */
  #showOffset(offset) {
    if (offset !== undefined) {
      this.dataset.offset = String(offset);
    } else {
      delete this.dataset.offset;
      this.following = true;
    }
    this.#fire("offset", { offset });
  }

  /** @param {WebSocketClient} client @param {import("../connection/state.js").StateName} [oldState] */
  #showState({ status }, oldState) {
    this.dataset.state = status.name;
    this.#reconnection.entered(status);
    this.#frame.state = status;
    const { name: newState, ...details } = status;
    this.#fire("state", { ...details, newState, oldState });
  }

  /** @param {import("../terminal/tail.js").State} state */
  #showTail(state) {
    this.dataset.following = String(state.following);
    this.#frame.tail = state;
    this.#fire("following", state);
  }

  /** @param {boolean} empty */
  #showEmpty(empty) {
    this.dataset.empty = String(empty);
    this.#frame.empty = empty;
    this.#fire("empty", { empty });
  }
}

customElements.define("tapewire-terminal", TapewireTerminal);
