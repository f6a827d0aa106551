// The page's heading: the channel's name, and how its shown run is.

import { element } from "../elements/element.js";
import { runKind, runState } from "../elements/run-list.js";
import { runName } from "../terminal/run-words.js";
import { Ticker } from "../elements/ticker.js";

export class Heading {
  #title;
  #pill;
  #dot = element("span", { class: "tapewire-dot", "aria-hidden": "true" });
  #words = element("span");
  #duration = () => "";
  #state = "";
  #ticker = new Ticker(() => this.#draw());

  /** @param {HTMLElement} title @param {HTMLElement} pill */
  constructor(title, pill) {
    this.#title = title;
    this.#pill = pill;
    pill.append(this.#dot, this.#words);
  }

  /** @param {string} channel */
  set channel(channel) {
    const folders = channel.split("/");
    const name = folders.pop() ?? channel;
    const crumbs = folders.map((folder) => `${folder} / `).join("");
    this.#title.replaceChildren(element("span", { class: "tapewire-crumb" }, crumbs), name);
    this.#title.title = channel;
  }

  /** @param {{ shown?: import("../elements/run-list.js").ListedRun, duration: () => string }} run */
  set run({ shown, duration }) {
    this.#pill.hidden = shown === undefined;
    this.#ticker.runs = shown !== undefined && shown.outcome === undefined;
    if (!shown) return;
    this.#duration = duration;
    this.#state = runState(shown);
    this.#dot.dataset.kind = runKind(shown);
    this.#pill.title = runName(shown);
    this.#draw();
  }

  #draw() {
    this.#words.textContent = `${this.#state} · ${this.#duration()}`;
  }
}
