// Keeps the page's address in step with what is shown: the channels, their widths, and the line to which the address leads.

import { layoutIn, withLayout, withOtherChannel } from "./split-address.js";
import { placeIn, withPlace } from "./line-address.js";
import { placeText } from "../terminal/line-places.js";

/**
 * @typedef {import("../terminal/line-places.js").Place} Place
 * @typedef {import("./current.js").Terminal} Terminal
 */

export class Navigation {
  #split;
  #current;
  #say;
  #complain;
  /** The line to which the address leads, so that it is opened only once. @type {{ terminal: Terminal, line: string } | undefined} */
  #opened;

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
    this.#split.show(layoutIn(location.href));
    const before = this.#opened;
    const place = placeIn(location.href);
    const terminal = place && this.#split.terminals[place.index];
    this.#opened = undefined;
    if (place && terminal) {
      const line = lineOf(terminal, place);
      this.#opened = { terminal, line };
      if (before?.terminal !== terminal || before.line !== line) void this.#open(terminal, place);
    } else if (before) before.terminal.following = true;
  }

  /** Shows a channel in place of the current one, perhaps at a line. @param {string} channel @param {Place} [place] */
  goTo(channel, place) {
    const { index, layout } = this.#split;
    const page = withLayout(location.href, withOtherChannel(layout, index, channel));
    const isOther = place === undefined && placeIn(page)?.index !== index;
    const url = isOther ? page : withPlace(page, place, index);
    if (url.href !== location.href) history.pushState(null, "", url);
    else this.#opened = undefined;
    this.show();
  }

  /** The viewer wants other channels or widths. @param {import("./split-address.js").Layout} layout @param {boolean} isNew of other channels, so that one can go back */
  change(layout, isNew) {
    const url = withLayout(location.href, layout);
    if (isNew) history.pushState(null, "", url);
    else history.replaceState(null, "", url);
    this.show();
  }

  /** Shows a line of the current terminal's channel, to which the address does not lead. @param {Place} place */
  open(place) {
    return this.#open(this.#current.terminal, place);
  }

  /** The viewer has selected a line of the current terminal. @param {Place} place */
  selected(place) {
    const { terminal } = this.#current;
    history.replaceState(null, "", withPlace(location.href, place, this.#split.index));
    this.#opened = { terminal, line: lineOf(terminal, place) };
    this.#say("The address leads to the selected line");
  }

  /** @param {Terminal} terminal @param {Place} place */
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

/** @param {Terminal} terminal @param {Place} place */
function lineOf({ channel }, place) {
  return `${channel}@${placeText(place)} ${place.epoch}`;
}
