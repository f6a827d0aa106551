// `<tapewire-terminal channel="build">`: shows what is printed to a channel, while it is printed.

import { Beginning } from "./beginning.js";
import { borrow } from "./clients.js";
import { ChannelView } from "../terminal/channel-view.js";
import { element } from "./element.js";
import { Emptiness } from "./emptiness.js";
import { FollowButton, JumpButton } from "./follow-buttons.js";
import { Reconnection } from "./reconnection.js";
import { placeText } from "../terminal/line-places.js";
import { Screen } from "../terminal/screen.js";
import { loadStyles } from "./styles.js";
import { surroundings } from "./surroundings.js";
import { Transcript } from "../terminal/transcript.js";
import "./invite.js";
import "./status.js";

/** @typedef {import("../connection/state.js").State} State */

/**
 * Attributes: `channel`; `scrollback` (lines, default 10,000); `rows` or `height` (a CSS length) for a fixed height; `nowrap` for long
 * lines that go beyond the edge; `window-bytes` (how much the server may send ahead, default 1 MiB); `bare` for no bar on top.
 * Events, all bubbling: `tapewire:state` (detail: State), `tapewire:begin` (nothing of the channel is shown yet; detail: its name),
 * `tapewire:reconnected` (detail: what it has cost, in `words`, and `isLoss`), `tapewire:subscribed` (delivery begins; detail: the envelope), `tapewire:message` (detail: an envelope that is no output), `tapewire:gap`
 * (detail: Gap), `tapewire:shown` (everything up to this offset is on the screen), `tapewire:tail` (detail: whether it follows, and the lines since it does not).
 * `data-state`, `data-empty`, `data-following` and `data-offset` say how it is.
 */
export class TapewireTerminal extends HTMLElement {
  static observedAttributes = ["channel", "scrollback", "nowrap"];

  #name = element("span", { class: "tapewire-terminal-channel" });
  #status = /** @type {import("./status.js").TapewireStatus} */ (document.createElement("tapewire-status"));
  #place = element("div", { class: "tapewire-terminal-screen" });
  #followButton = new FollowButton((follow) => (this.following = follow));
  #jumpButton = new JumpButton(() => (this.following = true));
  #beginning = new Beginning(() => this.restore());
  #emptiness = new Emptiness(this);
  #reconnection = new Reconnection((words, isLoss) => {
    this.#status.reconnected(words, isLoss);
    this.#tell("reconnected", { words, isLoss });
  });
  /** @type {ChannelView | undefined} */
  #view;
  /** @type {Screen | undefined} */
  #screen;
  /** @type {import("../library/client.js").WebSocketClient | undefined} */
  #client;
  /** @type {(() => void) | undefined} */
  #leave;

  /** The application's client, to be set before this element comes into a document; without one, the page's elements share their own. @type {import("../library/client.js").WebSocketClient | undefined} */
  client;

  get channel() {
    return this.getAttribute("channel") || "main";
  }

  set channel(name) {
    this.setAttribute("channel", name);
  }

  /** Whether the view goes along with the output. Nothing moves a view that doesn't. */
  get following() {
    return this.#screen?.tail.following ?? true;
  }

  set following(following) {
    if (following) this.#screen?.tail.follow();
    else this.#screen?.tail.pause();
  }

  connectedCallback() {
    loadStyles("terminal", "xterm");
    if (!this.hasChildNodes()) {
      const bar = element("div", { class: "tapewire-terminal-bar" }, this.#name, this.#followButton.element, this.#status);
      const inside = [this.#beginning.element, this.#place, this.#emptiness.element, this.#jumpButton.element];
      this.append(bar, element("div", { class: "tapewire-terminal-body" }, ...inside));
      this.#status.retry = () => this.retryNow();
    }
    this.style.height = this.getAttribute("height") ?? "";
    const screen = new Screen(this.#place, {
      scrollback: this.#number("scrollback"),
      rows: this.#number("rows"),
      tailed: (state) => this.#showTail(state),
    });
    this.#screen = screen;
    screen.wraps = !this.hasAttribute("nowrap");
    const transcript = new Transcript({ ...screen, resize: (size) => screen.resize(size) });
    this.#view = new ChannelView(transcript, this.#beginning, this.#host());
    this.#watch();
  }

  disconnectedCallback() {
    this.#leave?.();
    this.#leave = undefined;
    this.#emptiness.dispose();
    this.#screen?.dispose();
    this.#screen = undefined;
    this.#view = undefined;
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (!this.#screen || before === after) return;
    if (name === "scrollback") this.#screen.scrollback = this.#number("scrollback");
    else if (name === "nowrap") this.#screen.wraps = after === null;
    else this.restore();
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

  /** Empties this view; the channel and all other views keep everything. */
  clear() {
    this.#screen?.clear();
    this.#beginning.cleared();
  }

  /** Shows everything again that the server still has. */
  restore() {
    this.#view?.reset();
    this.#watch();
  }

  /**
   * Shows the log from a little before a line on, with this line marked, and stays there.
   *
   * @param {import("../terminal/line-places.js").Place} place
   * @returns {Promise<boolean>} false: the server has not got this line, and everything that it has is shown
   */
  async open(place) {
    const { channel } = this;
    const found = await surroundings(channel, place);
    if (!this.#view || channel !== this.channel) return false;
    this.#leave?.();
    this.#view.reset();
    if (!found) {
      this.#watch();
      this.#beginning.missing(`Line ${placeText(place)} is not there, or not any more`);
      return false;
    }
    for (const record of found.before) this.#view.show(record, () => {});
    this.#view.mark = { offset: place.offset, skip: found.skip, reached: () => this.#screen?.markLine() };
    this.#watch({ epoch: found.epoch, offset: place.offset - 1 });
    if (place.offset - found.before.length > 1) this.#beginning.within();
    return true;
  }

  /** Doesn't wait any longer for a lost connection. */
  retryNow() {
    this.#client?.retryNow();
  }

  /** @param {import("../channel/cursor.js").Position} [position] the last record that is shown already */
  #watch(position) {
    this.#leave?.();
    const { channel } = this;
    const view = /** @type {ChannelView} */ (this.#view);
    this.#name.textContent = channel;
    this.#emptiness.channel = channel;
    if (!position) this.#tell("begin", channel);
    const { client, giveBack } = this.client ? { client: this.client, giveBack: () => {} } : borrow({});
    this.#client = client;
    const following = client.follow(channel, view, { windowBytes: this.#number("window-bytes"), position });
    const ignore = client.onStateChange(() => this.#showState(client.status));
    this.#leave = () => {
      ignore();
      following.close();
      giveBack();
    };
    this.#showState(client.status);
  }

  /** @returns {import("../terminal/channel-view.js").Host} */
  #host() {
    return {
      message: (message) => this.#tell("message", message),
      offset: (offset) => this.#showOffset(offset),
      empty: (empty) => this.#emptiness.set(empty),
      awaitFirst: () => "offset" in this.dataset || this.#emptiness.await(),
      gap: (gap) => {
        this.#reconnection.missed(gap);
        this.#tell("gap", gap);
      },
      subscribed: (subscribed, how) => {
        this.#reconnection.subscribed(how);
        if (how === "another") this.#tell("begin", this.channel);
        this.#tell("subscribed", subscribed);
      },
      reset: () => this.#tell("begin", this.channel),
    };
  }

  /** @param {number | undefined} offset */
  #showOffset(offset) {
    if (offset !== undefined) {
      this.dataset.offset = String(offset);
      this.#tell("shown", offset);
      return;
    }
    delete this.dataset.offset;
    this.following = true;
  }

  /** @param {State} state */
  #showState(state) {
    this.dataset.state = state.name;
    this.#reconnection.entered(state);
    this.#status.state = state;
    this.#tell("state", state);
  }

  /** @param {import("../terminal/tail.js").State} state */
  #showTail(state) {
    this.dataset.following = String(state.following);
    this.#followButton.state = state;
    this.#jumpButton.state = state;
    this.#tell("tail", state);
  }

  /** @param {string} type @param {unknown} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(`tapewire:${type}`, { bubbles: true, detail }));
  }

  /** @param {string} attribute */
  #number(attribute) {
    const value = Number.parseInt(this.getAttribute(attribute) ?? "", 10);
    return value >= 0 ? value : undefined;
  }
}

customElements.define("tapewire-terminal", TapewireTerminal);
