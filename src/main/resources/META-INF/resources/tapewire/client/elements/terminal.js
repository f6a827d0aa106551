// `<tapewire-terminal channel="build">`: shows what is printed to a channel, while it is printed.

import { Beginning } from "./beginning.js";
import { borrow } from "./clients.js";
import { ChannelView } from "../terminal/channel-view.js";
import { element } from "./element.js";
import { Screen } from "../terminal/screen.js";
import { loadStyles } from "./styles.js";
import { Tail } from "../terminal/tail.js";
import { Transcript } from "../terminal/transcript.js";
import "./invite.js";
import "./status.js";

/**
 * Attributes: `channel`; `scrollback` (lines, default 10,000); `rows` or `height` (a CSS length) for a fixed height;
 * `window-bytes` (how much the server may send ahead, default 1 MiB); `bare` for no bar on top.
 * Events, all bubbling: `tapewire:state` (detail: State), `tapewire:message` (detail: an envelope that is no output).
 * `data-state`, `data-empty`, `data-following` and `data-offset` say how it is.
 */
export class TapewireTerminal extends HTMLElement {
  static observedAttributes = ["channel"];

  #name = element("span", { class: "tapewire-terminal-channel" });
  #status = /** @type {import("./status.js").TapewireStatus} */ (document.createElement("tapewire-status"));
  #place = element("div", { class: "tapewire-terminal-screen" });
  #jump = element("button", { type: "button", class: "tapewire-terminal-jump", hidden: true });
  #invite = document.createElement("tapewire-invite");
  #beginning = new Beginning();
  /** @type {ChannelView | undefined} */
  #view;
  /** @type {Screen | undefined} */
  #screen;
  /** @type {Tail | undefined} */
  #tail;
  /** @type {import("../library/client.js").WebSocketClient | undefined} */
  #client;
  /** @type {(() => void) | undefined} */
  #leave;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #emptyTimer;

  /** The application's client, to be set before this element comes into a document; without one, the page's elements share their own. @type {import("../library/client.js").WebSocketClient | undefined} */
  client;

  get channel() {
    return this.getAttribute("channel") || "main";
  }

  set channel(name) {
    this.setAttribute("channel", name);
  }

  connectedCallback() {
    loadStyles();
    if (!this.hasChildNodes()) {
      const bar = element("div", { class: "tapewire-terminal-bar" }, this.#name, this.#status);
      const inside = [this.#beginning.element, this.#place, this.#invite, this.#jump];
      const body = element("div", { class: "tapewire-terminal-body" }, ...inside);
      this.append(bar, body);
      this.#jump.addEventListener("click", () => this.#tail?.jump());
    }
    this.style.height = this.getAttribute("height") ?? "";
    const screen = new Screen(this.#place, {
      scrollback: this.#number("scrollback"),
      rows: this.#number("rows"),
    });
    const { emulator, writer } = screen;
    this.#screen = screen;
    const transcript = new Transcript({ emulator, writer, resize: (size) => screen.resize(size) });
    this.#view = new ChannelView(transcript, this.#beginning, this.#host());
    this.#tail = new Tail(screen.terminal, (tail) => this.#showTail(tail));
    this.#watch();
  }

  disconnectedCallback() {
    this.#leave?.();
    this.#leave = undefined;
    clearTimeout(this.#emptyTimer);
    this.#tail?.dispose();
    this.#screen?.dispose();
    this.#screen = undefined;
    this.#view = undefined;
  }

  /** @param {string} _name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(_name, before, after) {
    if (!this.#view || before === after) return;
    this.#view?.reset();
    this.#watch();
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

  #watch() {
    this.#leave?.();
    const { channel } = this;
    const view = /** @type {ChannelView} */ (this.#view);
    this.#name.textContent = channel;
    this.#invite.setAttribute("channel", channel);
    this.#showEmpty(false);
    const { client, giveBack } = this.client ? { client: this.client, giveBack: () => {} } : borrow({});
    this.#client = client;
    const following = client.follow(channel, view, { windowBytes: this.#number("window-bytes") });
    const changed = () => this.#showState(client.status);
    const ignore = client.onStateChange(changed);
    this.#status.retry = () => this.retryNow();
    this.#leave = () => {
      ignore();
      following.close();
      giveBack();
    };
    changed();
  }

  /** @returns {import("../terminal/channel-view.js").Host} */
  #host() {
    return {
      message: (detail) => this.dispatchEvent(new CustomEvent("tapewire:message", { bubbles: true, detail })),
      offset: (offset) => this.#showOffset(offset),
      empty: (empty) => this.#showEmpty(empty),
      awaitFirst: () => this.#awaitFirst(),
    };
  }

  /** @param {number | undefined} offset */
  #showOffset(offset) {
    if (offset !== undefined) {
      this.dataset.offset = String(offset);
      return;
    }
    delete this.dataset.offset;
    this.#tail?.jump();
  }

  /** @param {import("../connection/state.js").State} state */
  #showState(state) {
    this.dataset.state = state.name;
    this.#status.state = state;
    this.dispatchEvent(new CustomEvent("tapewire:state", { bubbles: true, detail: state }));
  }

  /** @param {{ following: boolean, missed: number }} tail */
  #showTail({ following, missed }) {
    this.dataset.following = String(following);
    this.#jump.hidden = following;
    const news = missed === 1 ? "1 new line" : `${missed.toLocaleString("en")} new lines`;
    this.#jump.textContent = missed > 0 ? `${news} — jump to end` : "Jump to end";
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
    this.dataset.empty = String(empty);
    this.#invite.hidden = !empty;
  }

  /** @param {string} attribute */
  #number(attribute) {
    const value = Number.parseInt(this.getAttribute(attribute) ?? "", 10);
    return value >= 0 ? value : undefined;
  }
}

const EMPTY_MILLIS = 300;

customElements.define("tapewire-terminal", TapewireTerminal);
