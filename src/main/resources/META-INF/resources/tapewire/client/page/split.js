// Other channels beside the page's own. The bar above, the panel and the keys belong to the page's own channel.

import { channelOf } from "../elements/page-address.js";
import { divider } from "./divider.js";
import { element } from "../elements/element.js";
import { equal, MOST_CHANNELS } from "./split-address.js";

/** @typedef {import("./split-address.js").Layout} Layout */
/** @typedef {import("../elements/terminal.js").TapewireTerminal} Terminal */

export class Split {
  #place;
  #calls;
  /** @type {Layout} */
  #layout = { beside: [], widths: [100] };
  /** @type {{ terminal: Terminal, bar: HTMLElement }[]} */
  #sides = [];
  /** @type {Record<string, string | undefined>} */
  #attributes = {};

  /**
   * @param {HTMLElement} place of all terminals; the page's own is in it
   * @param {object} calls
   * @param {(layout: Layout, isNew: boolean) => void} calls.changed the viewer wants this layout; `isNew`: of other channels
   * @param {(words: string) => void} calls.complain
   */
  constructor(place, calls) {
    this.#place = place;
    this.#calls = calls;
    place.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes("text/uri-list")) event.preventDefault();
    });
    place.addEventListener("drop", (event) => {
      const channel = droppedChannel(event.dataTransfer?.getData("text/uri-list") ?? "");
      if (channel === undefined) return;
      event.preventDefault();
      this.add(channel);
    });
  }

  /** Opens a channel beside the others. @param {string} channel */
  add(channel) {
    const { beside } = this.#layout;
    if (beside.length >= MOST_CHANNELS - 1) return this.#calls.complain(`${MOST_CHANNELS} channels are shown already: close one first`);
    this.#calls.changed({ beside: [...beside, channel], widths: equal(beside.length + 2) }, true);
  }

  /** @param {Layout} layout */
  show(layout) {
    this.#layout = layout;
    while (this.#sides.length > layout.beside.length) {
      const { terminal, bar } = /** @type {{ terminal: Terminal, bar: HTMLElement }} */ (this.#sides.pop());
      terminal.remove();
      bar.remove();
    }
    for (const [i, channel] of layout.beside.entries()) {
      this.#sides[i] ??= this.#side(i);
      const { terminal, bar } = this.#sides[i];
      if (terminal.channel !== channel) terminal.channel = channel;
      terminal.setAttribute("aria-label", channel);
      bar.setAttribute("aria-label", `Width before ${channel}`);
    }
    this.#resize(layout.widths);
  }

  /** The viewer's settings hold for all terminals. @param {Record<string, string | undefined>} attributes undefined: without it */
  set attributes(attributes) {
    this.#attributes = attributes;
    for (const { terminal } of this.#sides) setAll(terminal, attributes);
  }

  /** @param {number} index */
  #side(index) {
    const terminal = /** @type {Terminal} */ (document.createElement("tapewire-terminal"));
    terminal.channel = this.#layout.beside[index];
    terminal.setAttribute("role", "region");
    setAll(terminal, this.#attributes);
    const bar = divider(
      "",
      () => ({ before: this.#layout.widths[index], after: this.#layout.widths[index + 1] }),
      (before, isDone) => this.#move(index, before, isDone),
    );
    this.#place.append(bar, terminal);
    const close = element("button", { type: "button", class: "tapewire-button", title: "Close", "aria-label": "Close this channel" }, "×");
    close.addEventListener("click", () => this.#close(terminal));
    terminal.querySelector(".tapewire-terminal-bar")?.append(close);
    return { terminal, bar };
  }

  /** @param {Terminal} terminal */
  #close(terminal) {
    const index = this.#sides.findIndex((side) => side.terminal === terminal);
    const beside = this.#layout.beside.filter((_, i) => i !== index);
    this.#calls.changed({ beside, widths: equal(beside.length + 1) }, true);
    /** @type {Terminal | null} */ (this.#place.querySelector("tapewire-terminal"))?.emulator?.focus();
  }

  /** @param {number} index @param {number} before @param {boolean} isDone */
  #move(index, before, isDone) {
    const widths = [...this.#layout.widths];
    const sum = widths[index] + widths[index + 1];
    widths[index] = before;
    widths[index + 1] = sum - before;
    this.#layout = { ...this.#layout, widths };
    this.#resize(widths);
    if (isDone) this.#calls.changed(this.#layout, false);
  }

  /** @param {number[]} widths */
  #resize(widths) {
    const tracks = widths.map((width) => `minmax(0, ${width}fr)`).join(` ${DIVIDER_PIXELS}px `);
    this.#place.style.setProperty("--tapewire-tracks", tracks);
  }
}

/** @param {HTMLElement} target @param {Record<string, string | undefined>} attributes */
function setAll(target, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) target.removeAttribute(name);
    else target.setAttribute(name, value);
  }
}

/** The channel of a link of this page; undefined for any other link. @param {string} list of addresses @returns {string | undefined} */
function droppedChannel(list) {
  const address = list.split(/\r?\n/).find((line) => URL.canParse(line));
  if (address === undefined) return undefined;
  const { origin, pathname } = new URL(address);
  return origin === location.origin && pathname === location.pathname ? channelOf(address) : undefined;
}

const DIVIDER_PIXELS = 7;
