// `<tapewire-channels current="build">`: the server's channels as a tree, to filter and to choose from.

import { ChannelRows } from "./channel-rows.js";
import { Channels } from "../library/channels.js";
import { borrow } from "./clients.js";
import { connectionOf } from "./attributes.js";
import { counted } from "./words.js";
import { element } from "./element.js";
import { fire } from "./fire.js";
import { loadStyles } from "./styles.js";
import "./invite.js";

/** @typedef {import("../library/channels.js").Channel} Channel */

/**
 * Attributes: `current`, the channel that is shown; `sort`, `name` or else the last activity. Fires `tapewire:choose` (detail: the channel's
 * name) where a plain click would follow the link, `tapewire:list` (detail: all channels) each time the server has told them, and
 * `tapewire:fold` (detail: the paths of all folded folders).
 */
export class TapewireChannels extends HTMLElement {
  static observedAttributes = ["current", "sort"];

  #filter = element("input", {
    type: "search",
    part: "filter",
    class: "tapewire-field",
    placeholder: "Filter channels",
    "aria-label": "Filter channels",
  });
  #rows = new ChannelRows({
    current: () => this.getAttribute("current"),
    chosen: (name) => fire(this, "choose", name),
    folded: () => {
      this.#sort();
      fire(this, "fold", this.folded);
    },
    left: () => this.#sort(),
  });
  #note = element("p", { class: "tapewire-channels-note", part: "note", role: "status" });
  #invite = document.createElement("tapewire-invite");
  /** @type {Channel[]} */
  #channels = [];
  /** @type {() => void} */
  #end = () => {};

  /** The application's client; without one, the page's elements share their own. @type {import("../library/client.js").WebSocketClient | undefined} */
  client;

  connectedCallback() {
    loadStyles("channels", "terminal");
    if (!this.hasChildNodes()) {
      this.#invite.setAttribute("title-text", "No other channel yet");
      this.#invite.setAttribute("channel", "main");
      this.#invite.hidden = true;
      this.append(this.#filter, this.#note, this.#rows.element, this.#invite);
      this.#filter.addEventListener("input", () => this.#sort());
      this.#filter.addEventListener("keydown", (event) => this.#fromFilter(event));
    }
    this.#rows.ticks = true;
    this.#begin();
  }

  disconnectedCallback() {
    this.#rows.ticks = false;
    this.#end();
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "sort") return this.#sort();
    this.#rows.activate(after);
    this.#rows.draw();
  }

  /** All that the server has told. */
  get channels() {
    return this.#channels;
  }

  /** Paths of the folders that are folded. */
  get folded() {
    return [...this.#rows.folded];
  }

  set folded(paths) {
    const folded = new Set(paths);
    if (folded.size === this.#rows.folded.size && paths.every((path) => this.#rows.folded.has(path))) return;
    this.#rows.folded = folded;
    this.#sort();
  }

  #begin() {
    const { client, giveBack } = this.client ? { client: this.client, giveBack: () => {} } : borrow(connectionOf(this));
    const source = new Channels(client, {
      listed: (channels) => this.#listed(channels),
      failed: (code) => this.#failed(code),
    });
    this.#end = () => {
      source.stop();
      giveBack();
    };
    source.start();
  }

  /** @param {Channel[]} channels */
  #listed(channels) {
    this.#channels = channels;
    this.dataset.state = "listed";
    this.#invite.hidden = channels.some(({ name }) => name !== "server");
    // Nothing moves under a hand that is about to choose; what there is stays up to date.
    if (!this.#rows.isInUse || !this.#rows.update(channels)) this.#sort();
    fire(this, "list", channels);
  }

  /** @param {number | undefined} code */
  #failed(code) {
    const isOver = code === 401 || code === 4401;
    this.dataset.state = isOver ? "denied" : "failed";
    this.#note.replaceChildren(isOver ? "Session over. " : "The list is not up to date: there is no connection.");
    if (isOver) this.#note.append(element("a", { href: location.href }, "Reload to sign in again"));
  }

  #sort() {
    const sort = this.getAttribute("sort") === "name" ? "name" : "activity";
    this.#rows.show(this.#channels, { sort, filter: this.#filter.value });
    this.#say();
  }

  #say() {
    if (this.dataset.state !== "listed") return;
    const all = this.#channels.length;
    const wanted = this.#filter.value.trim().toLowerCase();
    const matching = this.#channels.filter(({ name }) => name.toLowerCase().includes(wanted)).length;
    this.#note.textContent = wanted === "" ? counted(all, "channel", "channels") : `${matching} of ${counted(all, "channel", "channels")}`;
  }

  /** @param {KeyboardEvent} event */
  #fromFilter(event) {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      this.#rows.element.focus();
    } else if (event.key === "Enter") this.#rows.chooseFirst();
  }
}

customElements.define("tapewire-channels", TapewireChannels);
