// Says above a terminal's first line how much is missing in front of it.

import { element } from "./element.js";
import { forgottenWords } from "../terminal/gap-words.js";

export class Beginning {
  /** Outside of the terminal, so that it scrolls away with nothing and is copied with nothing. */
  element = element("p", { class: "tapewire-terminal-beginning", role: "note", hidden: true });

  /** @param {number} forgotten records before the first that is shown */
  set forgotten(forgotten) {
    this.element.hidden = forgotten === 0;
    this.element.textContent = forgotten === 0 ? "" : forgottenWords(forgotten);
  }
}
