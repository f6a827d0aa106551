// `<tapewire-status>`: says in words and colour how the connection is, and offers what can be done about it.

import { element } from "./element.js";

/** @typedef {import("../connection/state.js").State} State */

export class TapewireStatus extends HTMLElement {
  #words = element("span", { class: "tapewire-status-words", role: "status" });
  // Outside of the live region: nobody wants to have every second read aloud.
  #countdown = element("span", { class: "tapewire-status-countdown", "aria-hidden": "true" });
  #retry = element("button", { type: "button", class: "tapewire-button", hidden: true }, "Try now");
  #reload = element("a", { class: "tapewire-status-reload", hidden: true }, "Reload");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {State} */
  #state = { name: "connecting" };

  /** Called by the button that wants the next try now. @type {(() => void) | undefined} */
  retry;

  connectedCallback() {
    if (!this.hasChildNodes()) {
      const dot = element("span", { class: "tapewire-status-dot", "aria-hidden": "true" });
      this.append(dot, this.#words, this.#countdown, this.#retry, this.#reload);
      this.#retry.addEventListener("click", () => this.retry?.());
    }
    this.#render();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  /** @param {State} state */
  set state(state) {
    this.#state = state;
    if (this.isConnected) this.#render();
  }

  get state() {
    return this.#state;
  }

  #render() {
    const { name, nextAttemptAt, code } = this.#state;
    this.dataset.state = name;
    this.#words.textContent = statusWords(this.#state);
    this.#retry.hidden = !(name === "reconnecting" || (name === "failed" && code === undefined));
    this.#reload.hidden = name !== "failed" || code === undefined;
    this.#reload.href = location.href;
    clearInterval(this.#timer);
    this.#countdown.textContent = "";
    if (nextAttemptAt !== undefined) {
      const tick = () => this.#tick(nextAttemptAt);
      tick();
      this.#timer = setInterval(tick, 250);
    }
  }

  /** @param {number} nextAttemptAt */
  #tick(nextAttemptAt) {
    const seconds = Math.max(0, Math.ceil((nextAttemptAt - Date.now()) / 1000));
    const words = `next try in ${seconds} s`;
    if (this.#countdown.textContent !== words) this.#countdown.textContent = words;
  }
}

/** @param {State} state */
export function statusWords({ name, code, reason }) {
  if (name !== "failed") return WORDS[name];
  if (code === 401 || code === 4401) return "Session over: sign in again";
  if (code === undefined) return "Not connected";
  return reason ? `Not allowed: ${reason}` : "Not allowed";
}

const WORDS = {
  idle: "Not connected",
  connecting: "Connecting",
  open: "Live",
  reconnecting: "Connection lost",
  closed: "Closed",
};

customElements.define("tapewire-status", TapewireStatus);
