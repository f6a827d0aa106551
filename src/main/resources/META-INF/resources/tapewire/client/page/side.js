// One of the terminals that are shown side by side, with the divider before it.

import { element } from "../elements/element.js";

/** @typedef {import("../elements/terminal.js").TapewireTerminal} Terminal */

export class Side {
  #divider;
  terminal;

  /** @param {Terminal} terminal @param {() => void} close @param {HTMLElement} [divider] */
  constructor(terminal, close, divider) {
    this.#divider = divider;
    this.terminal = terminal;
    const button = element("button", { type: "button", class: "tapewire-button", title: "Close", "aria-label": "Close this channel" }, "×");
    button.addEventListener("click", close);
    terminal.querySelector(".tapewire-terminal-bar")?.append(button);
  }

  /** @param {string} channel @param {boolean} isAlone whether the page's heading is enough of a bar */
  show(channel, isAlone) {
    if (this.terminal.getAttribute("channel") !== channel) this.terminal.channel = channel;
    this.terminal.setAttribute("aria-label", channel);
    this.terminal.toggleAttribute("bare", isAlone);
    this.#divider?.setAttribute("aria-label", `Width before ${channel}`);
  }

  /** @param {boolean} isCurrent */
  set isCurrent(isCurrent) {
    if (isCurrent) this.terminal.setAttribute("aria-current", "true");
    else this.terminal.removeAttribute("aria-current");
  }

  /** @param {Record<string, string | undefined>} attributes undefined: without it */
  set attributes(attributes) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value === undefined) this.terminal.removeAttribute(name);
      else this.terminal.setAttribute(name, value);
    }
  }

  remove() {
    this.terminal.remove();
    this.#divider?.remove();
  }
}
