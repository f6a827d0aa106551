// What is around a terminal's screen: the bar above, the words before the first line, the invitation, the button to the end.

import { Beginning } from "./beginning.js";
import { element } from "./element.js";
import "./invite.js";
import "./status.js";

export class Frame {
  #name = element("span", { class: "tapewire-terminal-channel", part: "channel" });
  #status = /** @type {import("./status.js").TapewireStatus} */ (element("tapewire-status", { part: "status" }));
  #invite = element("tapewire-invite", { part: "invite" });
  #jump = element("button", { type: "button", class: "tapewire-terminal-jump", part: "jump", hidden: true });
  /** For the screen. */
  place = element("div", { class: "tapewire-terminal-screen", part: "screen" });
  beginning = new Beginning();

  /** @param {HTMLElement} host @param {{ jump: () => void, retry: () => void }} calls what its buttons do */
  attach(host, { jump, retry }) {
    if (host.hasChildNodes()) return;
    const bar = element("div", { class: "tapewire-terminal-bar", part: "bar" }, this.#name, this.#status);
    const inside = [this.beginning.element, this.place, this.#invite, this.#jump];
    host.append(bar, element("div", { class: "tapewire-terminal-body", part: "body" }, ...inside));
    this.#jump.addEventListener("click", jump);
    this.#status.retry = retry;
  }

  /** @param {string} name */
  set channel(name) {
    this.#name.textContent = name;
    this.#invite.setAttribute("channel", name);
  }

  /** @param {import("../connection/state.js").State} state */
  set state(state) {
    this.#status.state = state;
  }

  /** @param {boolean} empty */
  set empty(empty) {
    this.#invite.hidden = !empty;
  }

  /** @param {{ following: boolean, missed: number }} tail */
  set tail({ following, missed }) {
    this.#jump.hidden = following;
    const news = missed === 1 ? "1 new line" : `${missed.toLocaleString("en")} new lines`;
    this.#jump.textContent = missed > 0 ? `${news} — jump to end` : "Jump to end";
  }
}
