// What is around a terminal's screen: the bar above, the words before the first line, the invitation, the button to the end.

import { Beginning } from "./beginning.js";
import { element } from "./element.js";
import { FollowButton, JumpButton } from "./follow-buttons.js";
import "./invite.js";
import "./status.js";

/**
 * @typedef {object} Calls what its buttons do
 * @property {(following: boolean) => void} follow
 * @property {() => void} restore
 * @property {() => void} retry
 */

export class Frame {
  #name = element("span", { class: "tapewire-terminal-channel", part: "channel" });
  #status = /** @type {import("./status.js").TapewireStatus} */ (element("tapewire-status", { part: "status" }));
  #invite = element("tapewire-invite", { part: "invite", hidden: true });
  #follow;
  #jump;
  /** For the live screen. */
  place = element("div", { class: "tapewire-terminal-screen", part: "screen" });
  /** For that and what is shown over it. */
  stage = element("div", { class: "tapewire-terminal-stage" }, this.place);
  beginning;

  /** @param {Calls} calls */
  constructor({ follow, restore, retry }) {
    this.#follow = new FollowButton(follow);
    this.#jump = new JumpButton(() => follow(true));
    this.beginning = new Beginning(restore);
    this.#status.retry = retry;
  }

  /** @param {HTMLElement} host */
  attach(host) {
    if (host.hasChildNodes()) return;
    const bar = element("div", { class: "tapewire-terminal-bar", part: "bar" }, this.#name, this.#follow.element, this.#status);
    const inside = [this.beginning.element, this.stage, this.#invite, this.#jump.element];
    host.append(bar, element("div", { class: "tapewire-terminal-body", part: "body" }, ...inside));
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

  /** What a lost connection has cost. @param {string} words @param {boolean} isLoss */
  reconnected(words, isLoss) {
    this.#status.reconnected(words, isLoss);
  }

  /** Whether the history is shown over the live screen. @param {boolean} isHistory */
  set isHistory(isHistory) {
    this.place.inert = isHistory;
    this.beginning.isHistory = isHistory;
  }

  /** @param {boolean} empty */
  set empty(empty) {
    this.#invite.hidden = !empty;
  }

  /** @param {import("../terminal/tail.js").State} tail */
  set tail(tail) {
    this.#follow.state = tail;
    this.#jump.state = tail;
  }
}
