// `<tapewire-terminal channel="build">`: shows what is printed to a channel, while it is printed. docs/client.md describes it.

import { ChannelView } from "../terminal/channel-view.js";
import { Screen } from "../terminal/screen.js";
import { Tail } from "../terminal/tail.js";
import { Transcript } from "../terminal/transcript.js";
import { CONNECTION_ATTRIBUTES, connectionOf, numberOf } from "./attributes.js";
import { borrow } from "./clients.js";
import { Frame } from "./frame.js";
import { loadStyles } from "./styles.js";

/**
 * @typedef {import("../library/client.js").WebSocketClient} WebSocketClient
 * @typedef {import("../library/client.js").StateChange} StateChange
 */

export class TapewireTerminal extends HTMLElement {
  static observedAttributes = ["channel", "window-bytes", "scrollback", "rows", "height", ...CONNECTION_ATTRIBUTES];

  #frame = new Frame();
  /** @type {ChannelView | undefined} */
  #view;
  /** @type {Screen | undefined} */
  #screen;
  /** @type {Tail | undefined} */
  #tail;
  /** The application's. @type {WebSocketClient | undefined} */
  #given;
  /** The one in use. @type {WebSocketClient | undefined} */
  #client;
  /** @type {(() => void) | undefined} */
  #leave;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #emptyTimer;

  get channel() {
    return this.getAttribute("channel") || "main";
  }

  set channel(name) {
    this.setAttribute("channel", name);
  }

  /** The client that is in use. The application may set its own; otherwise elements whose attributes say the same share one. */
  get client() {
    return this.#given ?? this.#client;
  }

  set client(client) {
    if (client === this.#given) return;
    this.#given = client;
    this.#restart();
  }

  connectedCallback() {
    loadStyles();
    this.#frame.attach(this, { jump: () => this.#tail?.jump(), retry: () => this.retryNow() });
    this.style.height = this.getAttribute("height") ?? "";
    const screen = new Screen(this.#frame.place, {
      scrollback: numberOf(this, "scrollback"),
      rows: numberOf(this, "rows"),
    });
    const { emulator, writer } = screen;
    this.#screen = screen;
    const transcript = new Transcript({ emulator, writer, resize: (size) => screen.resize(size) });
    this.#view = new ChannelView(transcript, this.#frame.beginning, this.#host());
    this.#tail = new Tail(screen.terminal, (tail) => this.#showTail(tail));
    this.#watch();
  }

  disconnectedCallback() {
    this.#leave?.();
    this.#leave = undefined;
    this.#client = undefined;
    clearTimeout(this.#emptyTimer);
    this.#tail?.dispose();
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
    else if (name === "channel" || name === "window-bytes" || !this.#given) this.#restart();
  }

  /** Everything the terminal holds, as plain text. */
  text() {
    return this.#screen?.text() ?? "";
  }

  /** The terminal emulator, xterm.js' `Terminal`, for its add-ons and for tests; undefined while this element is in no document. */
  get emulator() {
    return this.#screen?.terminal;
  }

  /** Doesn't wait any longer for a lost connection. */
  retryNow() {
    this.#client?.retryNow();
  }

  /** Takes the colours anew from the custom properties of the page's style sheet. */
  restyle() {
    this.#screen?.restyle();
  }

  /** Shows the channel from its beginning. */
  #restart() {
    if (!this.#view) return;
    this.#leave?.();
    this.#view.reset();
    this.#watch();
  }

  #watch() {
    const { channel } = this;
    const view = /** @type {ChannelView} */ (this.#view);
    this.#frame.channel = channel;
    this.#showEmpty(false);
    const { client, giveBack } = this.#given ? { client: this.#given, giveBack() {} } : borrow(connectionOf(this));
    this.#client = client;
    const following = client.follow(channel, view, { windowBytes: numberOf(this, "window-bytes") });
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
      gap: (gap) => this.#fire("gap", gap),
      offset: (offset) => this.#showOffset(offset),
      empty: (empty) => this.#showEmpty(empty),
      awaitFirst: () => this.#awaitFirst(),
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
      this.#tail?.jump();
    }
    this.#fire("offset", { offset });
  }

  /** @param {WebSocketClient} client @param {import("../index.js").StateName} [oldState] */
  #showState({ status }, oldState) {
    this.dataset.state = status.name;
    this.#frame.state = status;
    const { name: newState, ...details } = status;
    this.#fire("state", { ...details, newState, oldState });
  }

  /** @param {{ following: boolean, missed: number }} tail */
  #showTail(tail) {
    this.dataset.following = String(tail.following);
    this.#frame.tail = tail;
    this.#fire("following", tail);
  }

  /** A channel's history comes right after the answer; only when nothing does, the channel is empty. */
  #awaitFirst() {
    clearTimeout(this.#emptyTimer);
    if ("offset" in this.dataset) return;
    this.#emptyTimer = setTimeout(() => this.#showEmpty(true), EMPTY_MILLIS);
  }

  /** @param {boolean} empty */
  #showEmpty(empty) {
    clearTimeout(this.#emptyTimer);
    if (this.dataset.empty === String(empty)) return;
    this.dataset.empty = String(empty);
    this.#frame.empty = empty;
    this.#fire("empty", { empty });
  }
}

const EMPTY_MILLIS = 300;

customElements.define("tapewire-terminal", TapewireTerminal);
