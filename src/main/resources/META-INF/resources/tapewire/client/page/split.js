// Up to four channels side by side.

import { channelOf } from "../elements/page-address.js";
import { divider } from "./divider.js";
import { MOST_CHANNELS, withChannel, withoutChannel } from "./split-address.js";
import { element } from "../elements/element.js";
import { Side } from "./side.js";

/**
 * @typedef {import("./split-address.js").Layout} Layout
 * @typedef {import("../elements/terminal.js").TapewireTerminal} Terminal
 */

export class Split {
  #place;
  #current;
  #calls;
  /** @type {Layout} */
  #layout = { channels: [], widths: [] };
  /** @type {Side[]} */
  #sides;
  /** @type {Record<string, string | undefined>} */
  #attributes = {};
  #ids = 1;

  /**
   * @param {HTMLElement} place of all terminals; the first is in it
   * @param {import("./current.js").Current} current
   * @param {object} calls
   * @param {(layout: Layout, isNew: boolean) => void} calls.changed the viewer wants this layout; `isNew`: of other channels
   * @param {(words: string) => void} calls.complain
   */
  constructor(place, current, calls) {
    this.#place = place;
    this.#current = current;
    this.#calls = calls;
    /** @type {Side} */
    const first = new Side(current.terminal, () => this.#close(first));
    this.#sides = [first];
    current.follow((terminal) => this.#sides.forEach((side) => (side.isCurrent = side.terminal === terminal)));
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

  get layout() {
    return this.#layout;
  }

  get terminals() {
    return this.#sides.map(({ terminal }) => terminal);
  }

  /** Where the current terminal is. */
  get index() {
    return this.terminals.indexOf(this.#current.terminal);
  }

  /** Opens a channel beside the others. @param {string} channel */
  add(channel) {
    if (this.#sides.length >= MOST_CHANNELS) {
      return this.#calls.complain(`${MOST_CHANNELS} channels are shown already: close one first`);
    }
    this.#calls.changed(withChannel(this.#layout, channel), true);
    this.#focus(this.#sides.length - 1);
  }

  /** Goes on to the next terminal. */
  next() {
    this.#focus((this.index + 1) % this.#sides.length);
  }

  /** @param {Layout} layout */
  show(layout) {
    this.#layout = layout;
    const { channels, widths } = layout;
    while (this.#sides.length > channels.length) this.#sides.pop()?.remove();
    for (const [i, channel] of channels.entries()) {
      this.#sides[i] ??= this.#side(channel);
      this.#sides[i].show(channel, channels.length === 1);
    }
    if (this.index < 0) this.#current.terminal = /** @type {Side} */ (this.#sides.at(-1)).terminal;
    this.#resize(widths);
  }

  /** The viewer's settings hold for all terminals. @param {Record<string, string | undefined>} attributes undefined: without it */
  set attributes(attributes) {
    this.#attributes = attributes;
    for (const side of this.#sides) side.attributes = attributes;
  }

  /** @param {string} channel */
  #side(channel) {
    // The divider asks for its place while it is still being made.
    /** @type {Side | undefined} */
    let side;
    const before = () => this.#sides.findIndex((each) => each === side) - 1;
    const bar = divider(
      "",
      () => ({ before: this.#layout.widths[before()] ?? 1, after: this.#layout.widths[before() + 1] ?? 1 }),
      (width, isDone) => this.#move(before(), width, isDone),
    );
    const id = `tapewire-terminal-${++this.#ids}`;
    const terminal = element("tapewire-terminal", { id, channel, role: "region", tabindex: "-1" });
    this.#place.append(bar, terminal);
    const made = new Side(/** @type {Terminal} */ (terminal), () => this.#close(made), bar);
    side = made;
    made.attributes = this.#attributes;
    return made;
  }

  /** @param {Side} side */
  #close(side) {
    const index = this.#sides.indexOf(side);
    // The others stay as they are. Only the first, which the page was loaded with, shows the next one's channel instead.
    if (index > 0) this.#sides.splice(index, 1)[0].remove();
    this.#calls.changed(withoutChannel(this.#layout, index), true);
    this.#focus(Math.min(index, this.#sides.length - 1));
  }

  /** @param {number} index */
  #focus(index) {
    const { terminal } = this.#sides[index];
    this.#current.terminal = terminal;
    terminal.emulator?.focus();
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

/** The channel of a link of this page; undefined for any other link. @param {string} list of addresses @returns {string | undefined} */
function droppedChannel(list) {
  const address = list.split(/\r?\n/).find((line) => URL.canParse(line));
  if (address === undefined) return undefined;
  const { origin, pathname } = new URL(address);
  return origin === location.origin && pathname === location.pathname ? channelOf(address) : undefined;
}

const DIVIDER_PIXELS = 7;
