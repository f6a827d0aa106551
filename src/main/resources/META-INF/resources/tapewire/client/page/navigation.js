// Keeps the page's address in step with what is shown: the channels, their widths, and the line to which the address leads.

import { addressOf, placeIn } from "./line-address.js";
import { layoutIn, withLayout, withOtherChannel } from "./split-address.js";
import { placeText } from "../terminal/line-places.js";

/** @typedef {import("../terminal/line-places.js").Place} Place */

export class Navigation {
  #split;
  #current;
  #say;
  #complain;
  /** What the address asks for, so that it is done only once. */
  #shown = "";

  /**
   * @param {import("./split.js").Split} split
   * @param {import("./current.js").Current} current
   * @param {object} calls
   * @param {(words: string) => void} calls.say
   * @param {(words: string) => void} calls.complain
   */
  constructor(split, current, { say, complain }) {
    this.#split = split;
    this.#current = current;
    this.#say = say;
    this.#complain = complain;
    addEventListener("popstate", () => this.show());
  }

  /** Shows what the address asks for. */
  show() {
    const layout = layoutIn(location.href);
    const place = placeIn(location.href);
    const [channel] = layout.channels;
    const { first } = this.#split;
    const isSame = first.getAttribute("channel") === channel;
    this.#split.show(layout);
    if (isSame && !place && this.#shown.includes("@")) first.following = true;
    const wanted = wantedOf(channel, place);
    if (place && wanted !== this.#shown) void this.#open(first, place);
    this.#shown = wanted;
  }

  /** Shows a channel in place of the current one, perhaps at a line. @param {string} channel @param {Place} [place] */
  goTo(channel, place) {
    const { index, layout } = this.#split;
    const page = location.href;
    const url = index === 0 ? addressOf(page, channel, place) : withLayout(page, withOtherChannel(layout, index, channel));
    if (url.href !== page) history.pushState(null, "", url);
    else if (index === 0) this.#shown = "";
    this.show();
    if (index === 0) return;
    // The address has no room for its line.
    if (place) void this.open(place);
    else this.#current.terminal.following = true;
  }

  /** The viewer wants other channels or widths. @param {import("./split-address.js").Layout} layout @param {boolean} isNew of other channels, so that one can go back */
  change(layout, isNew) {
    const url = withLayout(location.href, layout);
    if (isNew) history.pushState(null, "", url);
    else history.replaceState(null, "", url);
    this.show();
  }

  /** Shows a line of the current terminal's channel. @param {Place} place */
  open(place) {
    return this.#open(this.#current.terminal, place);
  }

  /** The viewer has selected a line: the address leads to it, if it is one of the first terminal. @param {Place} place */
  selected(place) {
    const { index, first } = this.#split;
    if (index !== 0) return;
    history.replaceState(null, "", addressOf(location.href, first.channel, place));
    this.#shown = wantedOf(first.channel, place);
    this.#say("The address leads to the selected line");
  }

  /** @param {import("./split.js").Terminal} terminal @param {Place} place */
  async #open(terminal, place) {
    try {
      const isThere = await terminal.open(place);
      this.#say(isThere ? `Line ${placeText(place)}` : `Line ${placeText(place)} is not there, or not any more`);
    } catch (error) {
      // Something else is shown by now.
      if (error instanceof DOMException && error.name === "AbortError") return;
      console.warn("tapewire:", error);
      this.#complain("The server cannot be asked for this line");
    }
  }
}

/** @param {string} channel @param {Place} [place] */
function wantedOf(channel, place) {
  return place ? `${channel}@${placeText(place)} ${place.epoch}` : channel;
}
