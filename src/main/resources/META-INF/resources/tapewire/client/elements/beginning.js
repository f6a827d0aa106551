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

  #forgotten = 0;
  #note = "";

  /** @param {number} forgotten records before the first that is shown */
  set forgotten(forgotten) {
    this.#forgotten = forgotten;
    this.#draw();
  }

  /** The viewer has emptied the view. */
  cleared() {
    this.#say("Cleared in this view only", "Undo");
  }

  /** The view begins in the middle of the log. */
  within() {
    this.#say("Earlier output is not shown here", "Show all");
  }

  /** @param {string} words why something is not shown that was asked for */
  missing(words) {
    this.#say(words, "Dismiss");
  }

  /** Another view begins. */
  forget() {
    this.#say("", "");
  }

  /** @param {string} note @param {string} undo */
  #say(note, undo) {
    this.#note = note;
    this.#undo.textContent = undo;
    this.#draw();
  }

  #draw() {
    const words = this.#note || (this.#forgotten > 0 ? forgottenWords(this.#forgotten) : "");
    this.element.hidden = words === "";
    this.#words.textContent = words;
    this.#undo.hidden = this.#note === "";
  }
}
