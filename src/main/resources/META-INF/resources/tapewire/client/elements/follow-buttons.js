// The two buttons that follow the output again: one that always shows whether the terminal does, one over its last line while it doesn't.

import { counted } from "./words.js";
import { element } from "./element.js";

/** @typedef {import("../terminal/tail.js").State} State */

const HINT = "Stay at the end of the output. Scrolling up pauses.";

export class FollowButton {
  element = element("button", { type: "button", class: "tapewire-button", "aria-pressed": "true", title: HINT }, "Follow");

  /** @param {(follow: boolean) => void} chosen */
  constructor(chosen) {
    this.element.addEventListener("click", () => chosen(this.element.getAttribute("aria-pressed") !== "true"));
  }

  /** @param {State} state */
  set state({ following }) {
    this.element.setAttribute("aria-pressed", String(following));
  }
}

export class JumpButton {
  element = element("button", { type: "button", class: "tapewire-terminal-jump", part: "jump", hidden: true });

  /** @param {() => void} chosen */
  constructor(chosen) {
    this.element.addEventListener("click", chosen);
  }

  /** @param {State} state */
  set state(state) {
    this.element.hidden = state.following;
    const words = state.isHistory ? "History: back to what is live" : "Paused: go to the end";
    this.element.textContent = `${state.missed > 0 || state.more ? missedWords(state) : words} ↓`;
  }
}

/** @param {State} state */
export function missedWords({ missed, more }) {
  if (missed === 0 && more) return "new output waits";
  return `${more ? "more than " : ""}${counted(missed, "new line", "new lines")}`;
}
