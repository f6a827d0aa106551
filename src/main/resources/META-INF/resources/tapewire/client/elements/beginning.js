// Says above a terminal's first line what is missing in front of it, and gives back what the viewer has cleared.

import { element } from "./element.js";
import { forgottenWords } from "../terminal/gap-words.js";

export class Beginning {
  #words = element("span");
  #undo = element("button", { type: "button", class: "tapewire-button", hidden: true });
  /** Outside of the terminal, so that it scrolls away with nothing and is copied with nothing. */
  element = element("p", { class: "tapewire-terminal-beginning", part: "beginning", role: "note", hidden: true }, this.#words, this.#undo);

  /** @param {() => void} restore called when the viewer wants to see everything again */
  constructor(restore) {
    this.#undo.addEventListener("click", restore);
  }

  /** @param {number} forgotten records before the first that is shown */
  set forgotten(forgotten) {
    this.#say(forgotten === 0 ? "" : forgottenWords(forgotten));
  }

  cleared() {
    this.#say("Cleared in this view only", "Undo");
  }

  /** The view begins in the middle of the log. */
  within() {
    this.#say("Earlier output is not shown here", "Show all");
  }

  /** @param {string} words */
  missing(words) {
    this.#say(words);
  }

  /** @param {string} words @param {string} [undo] */
  #say(words, undo) {
    this.element.hidden = words === "";
    this.#words.textContent = words;
    this.#undo.hidden = undo === undefined;
    this.#undo.textContent = undo ?? "";
  }
}
