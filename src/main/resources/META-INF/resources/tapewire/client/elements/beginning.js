// Says above a terminal's first line what is missing in front of it, and gives back what the viewer has cleared.

import { element } from "./element.js";
import { forgottenWords } from "../terminal/gap-words.js";

export class Beginning {
  #words = element("span");
  #undo = element("button", { type: "button", class: "tapewire-button", hidden: true }, "Undo");
  /** Outside of the terminal, so that it scrolls away with nothing and is copied with nothing. */
  element = element("p", { class: "tapewire-terminal-beginning", role: "note", hidden: true }, this.#words, this.#undo);

  /** @param {() => void} restore called when the viewer wants to have back what was cleared */
  constructor(restore) {
    this.#undo.addEventListener("click", restore);
  }

  /** @param {number} forgotten records before the first that is shown */
  set forgotten(forgotten) {
    this.#say(forgotten === 0 ? "" : forgottenWords(forgotten), false);
  }

  cleared() {
    this.#say("Cleared in this view only", true);
  }

  /** @param {string} words @param {boolean} undo */
  #say(words, undo) {
    this.element.hidden = words === "";
    this.#words.textContent = words;
    this.#undo.hidden = !undo;
  }
}
