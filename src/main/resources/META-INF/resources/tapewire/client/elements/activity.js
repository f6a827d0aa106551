// `<tapewire-activity channel="build">`: what was logged in a channel, newest first, by level.

import { activityRow, DETAILS_HEIGHT, levelOf } from "./activity-row.js";
import { ChannelPart } from "./channel-part.js";
import { set } from "./changes.js";
import { counted } from "./words.js";
import { element } from "./element.js";
import { VirtualRows } from "./virtual-rows.js";

/** @typedef {import("./activity-row.js").Entry & { number: number }} Numbered */

/** Attributes as of every ChannelPart. Keeps the latest 10,000 entries. */
export class TapewireActivity extends ChannelPart {
  #level = element("select", { class: "tapewire-field", "aria-label": "Level" });
  #note = element("p", { class: "tapewire-panel-note" });
  #scroller = element("div", { class: "tapewire-activity", tabindex: "0", role: "table", "aria-label": "Activity" });
  #list = element("div", { role: "rowgroup" });
  /** Oldest first. @type {Numbered[]} */
  #entries = [];
  #received = 0;
  /** Those of the chosen level. @type {Numbered[]} */
  #shown = [];
  /** The number of the first that has not been drawn. */
  #undrawn = 0;
  /** @type {Map<number, HTMLElement>} */
  #rows = new Map();
  /** @type {Set<number>} */
  #open = new Set();
  /** @type {VirtualRows | undefined} */
  #virtual;
  #frame = 0;

  build() {
    for (const [i, label] of LEVELS.entries()) this.#level.append(element("option", { value: String(i) }, label));
    const names = ["Details", "Time", "Level", "Message"].map((name) => element("span", { role: "columnheader" }, name));
    const head = element("div", { role: "row", class: "tapewire-unseen", "aria-rowindex": "1" }, ...names);
    this.#scroller.append(element("div", { role: "rowgroup" }, head), this.#list);
    this.append(element("div", { class: "tapewire-activity-head" }, this.#level, this.#note), this.#scroller);
    this.#level.addEventListener("change", () => this.#select());
    this.#virtual = new VirtualRows({
      scroller: this.#scroller,
      list: this.#list,
      rowHeight: ROW_HEIGHT,
      draw: (index) => {
        const row = this.#row(this.#shown[this.#shown.length - 1 - index]);
        set(row.firstElementChild ?? row, "ariaRowIndex", String(index + 2));
        return row;
      },
    });
  }

  begin() {
    this.#entries = [];
    this.#received = 0;
    this.#undrawn = 0;
    this.#open.clear();
    this.#rows.clear();
    this.#select();
  }

  /** @type {ChannelPart["record"]} */
  record({ type, data, timestamp }) {
    if (type !== "activity_log") return;
    const { level, message, metadata } = data;
    const entry = { level: String(level), rank: levelOf(String(level)), message: String(message), metadata, timestamp };
    this.#entries.push({ number: this.#received++, ...entry });
    // A hidden page draws nothing, perhaps for days.
    if (this.#entries.length >= MOST + SLACK) this.#trim();
    this.#frame ||= requestAnimationFrame(() => this.#add());
  }

  /** Takes what has come since the last picture; what is being looked at stays where it is. */
  #add() {
    this.#frame = 0;
    this.#trim();
    const before = this.#undrawn;
    this.#undrawn = this.#received;
    this.#select();
    const added = this.#shown.filter(({ number }) => number >= before).length;
    if (this.#scroller.scrollTop > 0) this.#scroller.scrollTop += added * ROW_HEIGHT;
  }

  #trim() {
    const tooMany = this.#entries.length - MOST;
    if (tooMany > 0) for (const { number } of this.#entries.splice(0, tooMany)) this.#open.delete(number);
  }

  #select() {
    const least = Number(this.#level.value);
    this.#shown = least === 0 ? this.#entries : this.#entries.filter(({ rank }) => rank >= least);
    this.#scroller.ariaRowCount = String(this.#shown.length + 1);
    const dropped = this.#received - this.#entries.length;
    this.#note.textContent =
      dropped > 0
        ? `${counted(dropped, "earlier entry is", "earlier entries are")} not kept here`
        : counted(this.#shown.length, "entry", "entries");
    const last = this.#shown.length - 1;
    const open = /** @type {[number, number][]} */ (
      this.#shown.flatMap(({ number }, i) => (this.#open.has(number) ? [[last - i, DETAILS_HEIGHT]] : []))
    );
    this.#virtual?.show(this.#shown.length, open);
    for (const [number, row] of this.#rows) if (!row.isConnected) this.#rows.delete(number);
  }

  /** @param {Numbered} entry */
  #row(entry) {
    const { number } = entry;
    const row = this.#rows.get(number) ?? activityRow(entry, { open: this.#open.has(number), toggle: () => this.#toggle(number) });
    this.#rows.set(number, row);
    return row;
  }

  /** @param {number} number */
  #toggle(number) {
    if (!this.#open.delete(number)) this.#open.add(number);
    this.#rows.get(number)?.remove();
    this.#rows.delete(number);
    this.#select();
    this.#virtual?.render();
    this.#rows.get(number)?.querySelector("button")?.focus();
  }
}

const LEVELS = ["All levels", "Information and above", "Warnings and above", "Errors"];
const MOST = 10_000;
/** Entries that may come before the oldest are taken away, all at once. */
const SLACK = 1_000;
const ROW_HEIGHT = 26;

customElements.define("tapewire-activity", TapewireActivity);
