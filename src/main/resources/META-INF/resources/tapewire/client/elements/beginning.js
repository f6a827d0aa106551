// Says above a terminal's first line what is missing in front of it, and gives back what the viewer has cleared.

import { element } from "./element.js";
import { forgottenWords } from "../terminal/gap-words.js";

export class Beginning {
  #words = element("span");
  #button = element("button", { type: "button", class: "tapewire-button", hidden: true });
  /** Outside of the terminal, so that it scrolls away with nothing and is copied with nothing. */
  element = element(
    "p",
    { class: "tapewire-terminal-beginning", part: "beginning", role: "note", hidden: true },
    this.#words,
    this.#button,
  );
  #forgotten = 0;
  /** What this view leaves out, and the button that shows it again. */
  #omitted = { words: "", button: "" };
  /** Why something is not shown that was asked for. */
  #missing = "";
  #isHistory = false;

  /** @param {() => void} restore called when the viewer wants to see everything again */
  constructor(restore) {
    this.#button.addEventListener("click", () => {
      if (this.#missing) this.missing("");
      else restore();
    });
  }

  /** @param {number} forgotten records before the first that is shown */
  set forgotten(forgotten) {
    this.#forgotten = forgotten;
    this.#draw();
  }

  /** Whether the history is shown, which may have what the live view has not. @param {boolean} isHistory */
  set isHistory(isHistory) {
    this.#isHistory = isHistory;
    this.#draw();
  }

  /** The viewer has emptied the view. */
  cleared() {
    this.#omit("Cleared in this view only", "Undo");
  }

  /** @param {string} words why something is not shown that was asked for, until the viewer dismisses them */
  missing(words) {
    this.#missing = words;
    this.#draw();
  }

  /** Another view begins. */
  forget() {
    this.#missing = "";
    this.#omit("", "");
  }

  /** @param {string} words @param {string} button */
  #omit(words, button) {
    this.#omitted = { words, button };
    this.#draw();
  }

  #draw() {
    const { words: omitted, button } = this.#omitted;
    // The line stays while the history is shown: what is below it would move.
    const forgotten = this.#forgotten > 0 && (this.#isHistory ? HISTORY : forgottenWords(this.#forgotten));
    const words = this.#missing || omitted || forgotten || "";
    this.element.hidden = words === "";
    this.#words.textContent = words;
    this.#button.textContent = this.#missing ? "Dismiss" : button;
    this.#button.hidden = this.#button.textContent === "";
  }
}

const HISTORY = "This is the history. The live view goes on beneath it.";
