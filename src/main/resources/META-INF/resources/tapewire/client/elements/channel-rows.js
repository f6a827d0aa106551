// The rows of the channel tree: those in sight are drawn, keys go through all of them, and folders fold.

import { blankRow, drawRow } from "./channel-row.js";
import { element } from "./element.js";
import { Ticker } from "./ticker.js";
import { treeRows } from "./channel-tree.js";
import { TreeKeys } from "./tree-keys.js";
import { VirtualRows } from "./virtual-rows.js";

/**
 * @typedef {import("../library/channels.js").Channel} Channel
 *
 * @typedef {object} Calls
 * @property {() => string | null} current the channel that is shown
 * @property {(name: string) => void} chosen where a plain click would follow the link
 * @property {() => void} folded a folder was folded, or unfolded
 * @property {() => void} left nobody is about to choose any more
 */

export class ChannelRows {
  element = element("div", { class: "tapewire-channels-list", part: "list", role: "tree", tabindex: "0", "aria-label": "Channels" });
  #list = element("ul", { role: "none" });
  #calls;
  /** @type {import("./channel-tree.js").Row[]} */
  #rows = [];
  /** The names of those that have been sorted. @type {ReadonlySet<string>} */
  #sorted = new Set();
  /** @type {Map<string, HTMLElement>} */
  #items = new Map();
  #ids = 0;
  /** @type {Set<string>} */
  #folded = new Set();
  #virtual;
  #keys;
  /** Keeps up to date how long ago something was printed, also while nothing comes. */
  #ticker = new Ticker(() => this.draw());

  /** @param {Calls} calls */
  constructor(calls) {
    this.#calls = calls;
    const tree = this.element;
    tree.append(this.#list);
    this.#virtual = new VirtualRows({
      scroller: tree,
      list: this.#list,
      rowHeight: ROW_HEIGHT,
      draw: (index) => this.#item(index),
      drawn: () => this.#tellActive(),
    });
    this.#keys = new TreeKeys(tree, {
      rows: () => this.#rows,
      moved: (index) => this.#virtual.reveal(index),
      chosen: (index) => {
        this.#virtual.reveal(index);
        this.#link(index)?.click();
      },
      fold: (index, folded) => this.#fold(this.#rows[index].path, folded),
    });
    tree.addEventListener("click", (event) => this.#clicked(event));
    tree.addEventListener("pointerleave", calls.left);
  }

  /** @param {boolean} runs whether ages are kept up to date */
  set ticks(runs) {
    this.#ticker.runs = runs;
  }

  /** Paths of the folders that are folded. @returns {ReadonlySet<string>} */
  get folded() {
    return this.#folded;
  }

  /** They are drawn when the rows are shown the next time. @param {ReadonlySet<string>} paths */
  set folded(paths) {
    this.#folded = new Set(paths);
  }

  /** Whether somebody points at a row, or goes through them by keys: then none is moved. */
  get isInUse() {
    return this.element.matches(":hover") || this.element.matches(":focus-within");
  }

  /** @param {Channel[]} channels @param {{ sort: "activity" | "name", filter: string }} options */
  show(channels, options) {
    const active = this.#rows[this.#keys.active]?.path;
    this.#sorted = new Set(channels.map(({ name }) => name));
    this.#rows = treeRows(channels, { ...options, folded: this.#folded });
    this.#keys.active = 0;
    this.activate(active ?? this.#calls.current());
    const paths = new Set(this.#rows.map((row) => row.path));
    for (const known of this.#items.keys()) if (!paths.has(known)) this.#items.delete(known);
    this.#virtual.show(this.#rows.length);
  }

  /** The rows stay where they are. @param {Channel[]} channels @returns {boolean} false: some are gone or have come, so they have to be shown anew */
  update(channels) {
    const known = new Map(channels.map((channel) => [channel.name, channel]));
    if (known.size !== this.#sorted.size || [...this.#sorted].some((name) => !known.has(name))) return false;
    for (const row of this.#rows) if (row.channel) row.channel = known.get(row.path);
    this.draw();
    return true;
  }

  /** The keys go on from this row, if there is one. @param {string | null} path */
  activate(path) {
    const index = this.#rows.findIndex((row) => row.path === path);
    if (index >= 0) this.#keys.active = index;
  }

  draw() {
    this.#virtual.changed();
  }

  /** As if the first channel had been clicked. */
  chooseFirst() {
    this.#link(this.#rows.findIndex(({ channel }) => channel))?.click();
  }

  /** @param {number} index */
  #item(index) {
    const row = this.#rows[index];
    const item = this.#items.get(row.path) ?? blankRow(`tapewire-channel-${++this.#ids}`);
    this.#items.set(row.path, item);
    drawRow(item, row, { current: this.#calls.current(), active: index === this.#keys.active, now: Date.now() });
    return item;
  }

  /** A row that has been scrolled away is not there to be named. */
  #tellActive() {
    const item = this.#items.get(this.#rows[this.#keys.active]?.path);
    if (item?.isConnected) this.element.setAttribute("aria-activedescendant", item.id);
    else this.element.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  #link(index) {
    return this.#items.get(this.#rows[index]?.path)?.querySelector("a");
  }

  /** @param {string} path @param {boolean} folded */
  #fold(path, folded) {
    if (folded) this.#folded.add(path);
    else this.#folded.delete(path);
    this.#calls.folded();
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const item = /** @type {Element} */ (event.target).closest("li");
    if (!item) return;
    const { folder, channel = "" } = item.dataset;
    this.activate(folder ?? channel);
    if (folder) return this.#fold(folder, !this.#folded.has(folder));
    // A middle click or one with a modifier opens another tab, as with any link.
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#calls.chosen(channel);
  }
}

const ROW_HEIGHT = 28;
