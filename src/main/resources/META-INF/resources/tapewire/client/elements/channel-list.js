// `<tapewire-channels current="build">`: the server's channels as a tree, to filter and to choose from.

import { Access } from "../connection/access.js";
import { blankRow, drawRow } from "./channel-row.js";
import { Channels } from "../channel/channels.js";
import { connectionOf } from "./attributes.js";
import { counted } from "./words.js";
import { element } from "./element.js";
import { settle } from "../library/options.js";
import { loadStyles } from "./styles.js";
import { treeRows } from "./channel-tree.js";
import { TreeKeys } from "./tree-keys.js";
import { VirtualRows } from "./virtual-rows.js";
import "./invite.js";

/** @typedef {import("../channel/channels.js").Channel} Channel */

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
  #tree = element("div", { class: "tapewire-channels-list", part: "list", role: "tree", tabindex: "0", "aria-label": "Channels" });
  #list = element("ul", { role: "none" });
  #note = element("p", { class: "tapewire-channels-note", part: "note", role: "status" });
  #invite = document.createElement("tapewire-invite");
  /** @type {Channel[]} */
  #channels = [];
  /** The names of those that have been sorted. @type {ReadonlySet<string>} */
  #sorted = new Set();
  /** @type {import("./channel-tree.js").Row[]} */
  #rows = [];
  /** @type {Map<string, HTMLElement>} */
  #items = new Map();
  #ids = 0;
  /** @type {Set<string>} */
  #folded = new Set();
  #virtual = new VirtualRows({
    scroller: this.#tree,
    list: this.#list,
    rowHeight: ROW_HEIGHT,
    draw: (index) => this.#item(index),
    drawn: () => this.#tellActive(),
  });
  #keys = new TreeKeys(this.#tree, {
    rows: () => this.#rows,
    moved: (index) => this.#move(index),
    chosen: (index) => {
      this.#virtual.reveal(index);
      this.#link(index)?.click();
    },
    fold: (index, folded) => this.#fold(this.#rows[index].path, folded),
  });
  #source = new Channels({
    fetch: () => this.#fetch(),
    listener: {
      listed: (channels) => this.#listed(channels),
      failed: (status) => this.#failed(status),
    },
  });
  #seen = () => (document.hidden ? this.#source.stop() : this.#source.start());

  connectedCallback() {
    loadStyles("channels", "terminal");
    if (!this.hasChildNodes()) {
      this.#invite.setAttribute("title-text", "No other channel yet");
      this.#invite.setAttribute("channel", "main");
      this.#invite.hidden = true;
      this.#tree.append(this.#list);
      this.append(this.#filter, this.#note, this.#tree, this.#invite);
      this.#filter.addEventListener("input", () => this.#sort());
      this.#filter.addEventListener("keydown", (event) => this.#fromFilter(event));
      this.#tree.addEventListener("click", (event) => this.#choose(event));
      this.#tree.addEventListener("pointerleave", () => this.#sort());
    }
    document.addEventListener("visibilitychange", this.#seen);
    this.#seen();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#seen);
    this.#source.stop();
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "sort") return this.#sort();
    this.#activate(this.#rows.findIndex(({ path }) => path === after));
    this.#virtual.changed();
  }

  /** All that the server has told. */
  get channels() {
    return this.#channels;
  }

  /** Paths of the folders that are folded. */
  get folded() {
    return [...this.#folded];
  }

  set folded(paths) {
    const folded = new Set(paths);
    if (folded.size === this.#folded.size && paths.every((path) => this.#folded.has(path))) return;
    this.#folded = folded;
    this.#sort();
  }

  #fetch() {
    const { url, token } = settle(connectionOf(this));
    return new Access({ url, token }).get("channels");
  }

  /** @param {Channel[]} channels */
  #listed(channels) {
    this.#channels = channels;
    this.dataset.state = "listed";
    this.#invite.hidden = channels.some(({ name }) => name !== "server");
    // Nothing moves under a hand that is about to choose; what there is stays up to date.
    if (this.#tree.matches(":hover") || this.#tree.matches(":focus-within")) this.#update();
    else this.#sort();
    this.dispatchEvent(new CustomEvent("tapewire:list", { bubbles: true, detail: channels }));
  }

  /** @param {number | undefined} status */
  #failed(status) {
    this.dataset.state = status === 401 ? "denied" : "failed";
    this.#note.replaceChildren(status === 401 ? "Session over. " : "The list is not up to date: the server cannot be asked.");
    if (status === 401) this.#note.append(element("a", { href: location.href }, "Reload to sign in again"));
  }

  #sort() {
    const active = this.#rows[this.#keys.active]?.path;
    const sort = this.getAttribute("sort") === "name" ? "name" : "activity";
    this.#sorted = new Set(this.#channels.map(({ name }) => name));
    this.#rows = treeRows(this.#channels, { sort, filter: this.#filter.value, folded: this.#folded });
    const path = active ?? this.getAttribute("current");
    this.#keys.active = 0;
    this.#activate(this.#rows.findIndex((row) => row.path === path));
    const paths = new Set(this.#rows.map((row) => row.path));
    for (const known of this.#items.keys()) if (!paths.has(known)) this.#items.delete(known);
    this.#say();
    this.#virtual.show(this.#rows.length);
  }

  /** The rows stay where they are, but for channels that are gone or have come. */
  #update() {
    const channels = new Map(this.#channels.map((channel) => [channel.name, channel]));
    const isSame = channels.size === this.#sorted.size && [...this.#sorted].every((name) => channels.has(name));
    if (!isSame) return this.#sort();
    for (const row of this.#rows) if (row.channel) row.channel = channels.get(row.path);
    this.#virtual.changed();
  }

  /** The keys go on from this row. @param {number} index -1: no row */
  #activate(index) {
    if (index >= 0) this.#keys.active = index;
  }

  #say() {
    if (this.dataset.state !== "listed") return;
    const all = this.#channels.length;
    const wanted = this.#filter.value.trim().toLowerCase();
    const matching = this.#channels.filter(({ name }) => name.toLowerCase().includes(wanted)).length;
    this.#note.textContent = wanted === "" ? counted(all, "channel", "channels") : `${matching} of ${counted(all, "channel", "channels")}`;
  }

  /** @param {number} index */
  #item(index) {
    const row = this.#rows[index];
    const item = this.#items.get(row.path) ?? blankRow(`tapewire-channel-${++this.#ids}`);
    this.#items.set(row.path, item);
    const active = index === this.#keys.active;
    drawRow(item, row, { current: this.getAttribute("current"), active, now: Date.now() });
    return item;
  }

  /** A row that has been scrolled away is not there to be named. */
  #tellActive() {
    const item = this.#items.get(this.#rows[this.#keys.active]?.path);
    if (item?.isConnected) this.#tree.setAttribute("aria-activedescendant", item.id);
    else this.#tree.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  #move(index) {
    this.#virtual.reveal(index);
  }

  /** @param {number} index */
  #link(index) {
    return this.#items.get(this.#rows[index]?.path)?.querySelector("a");
  }

  /** @param {string} path @param {boolean} folded */
  #fold(path, folded) {
    if (folded) this.#folded.add(path);
    else this.#folded.delete(path);
    this.#sort();
    this.dispatchEvent(new CustomEvent("tapewire:fold", { bubbles: true, detail: this.folded }));
  }

  /** @param {KeyboardEvent} event */
  #fromFilter(event) {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      this.#tree.focus();
    } else if (event.key === "Enter") {
      const first = this.#rows.findIndex(({ channel }) => channel);
      this.#link(first)?.click();
    }
  }

  /** @param {MouseEvent} event */
  #choose(event) {
    const item = /** @type {Element} */ (event.target).closest("li");
    if (!item) return;
    const { folder, channel } = item.dataset;
    this.#activate(this.#rows.findIndex(({ path }) => path === (folder ?? channel)));
    if (folder) return this.#fold(folder, !this.#folded.has(folder));
    // A middle click or one with a modifier opens another tab, as with any link.
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("tapewire:choose", { bubbles: true, detail: channel }));
  }
}

const ROW_HEIGHT = 28;

customElements.define("tapewire-channels", TapewireChannels);
