// `<tapewire-status>`: says in words and colour how the connection is, and offers what can be done about it.

import { IDLE } from "../connection/state.js";
import { set } from "./changes.js";
import { element } from "./element.js";
import { loadStyles } from "./styles.js";

/** @typedef {import("../connection/state.js").State} State */

/** Fires `tapewire:displayed` (detail: the state's name) when it says something else than before: not for every short interruption. */
export class TapewireStatus extends HTMLElement {
  #dot = element("span", { class: "tapewire-dot", part: "dot", "aria-hidden": "true" });
  #words = element("span", { class: "tapewire-status-words", part: "words", role: "status" });
  // Outside of the live region: nobody wants to have every second read aloud.
  #countdown = element("span", { class: "tapewire-status-countdown", part: "countdown", "aria-hidden": "true" });
  #retry = element("button", { type: "button", class: "tapewire-button tapewire-button-framed", part: "retry", hidden: true }, "Retry now");
  #reload = element("a", { class: "tapewire-status-reload", part: "reload", hidden: true }, "Reload");
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #countdownTimer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #delay;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #newsTimer;
  #news = "";
  /** Whether an interruption has been shown. */
  #wasInterrupted = false;
  /** @type {State} */
  #state = IDLE;
  /** @type {(() => void) | undefined} */
  #ignore;
  /** @type {import("../library/client.js").WebSocketClient | undefined} */
  #client;

  /** Called by the button that wants the next attempt now. @type {(() => void) | undefined} */
  retry;

  connectedCallback() {
    loadStyles("terminal");
    if (!this.hasChildNodes()) {
      this.append(this.#dot, this.#words, this.#countdown, this.#retry, this.#reload);
      this.#retry.addEventListener("click", () => this.retry?.());
    }
    this.#watch();
    this.#render();
  }

  disconnectedCallback() {
    this.#ignore?.();
    this.#ignore = undefined;
    clearInterval(this.#countdownTimer);
    clearTimeout(this.#delay);
    clearTimeout(this.#newsTimer);
  }

  /** Shows the state of this client, whenever it changes. @param {import("../library/client.js").WebSocketClient | undefined} client */
  set client(client) {
    this.#client = client;
    this.retry = client?.retryNow;
    this.state = client?.status ?? IDLE;
    this.#watch();
  }

  /** @param {State} state */
  set state(state) {
    this.#state = state;
    const isInterruption = state.name === "reconnecting" && this.dataset.state === "open";
    if (isInterruption) {
      // Most are over before anybody could read the words.
      this.#delay ??= setTimeout(() => this.#render(), INTERRUPTION_MILLIS);
    } else if (this.#delay === undefined || state.name !== "reconnecting") this.#render();
  }

  get state() {
    return this.#state;
  }

  /**
   * Says for a moment how the channel goes on after a lost connection.
   *
   * @param {string} words
   * @param {boolean} isLoss whether it has cost something; otherwise an interruption that nobody could see is not talked about
   */
  reconnected(words, isLoss) {
    if (!isLoss && !this.#wasInterrupted) return;
    this.#wasInterrupted = false;
    this.#news = words;
    clearTimeout(this.#newsTimer);
    this.#newsTimer = setTimeout(() => {
      this.#news = "";
      this.#render();
    }, NEWS_MILLIS);
    this.#render();
  }

  #watch() {
    this.#ignore?.();
    const client = this.#client;
    if (!client || !this.isConnected) return;
    this.#ignore = client.onStateChange(() => (this.state = client.status));
    this.state = client.status;
  }

  #render() {
    clearTimeout(this.#delay);
    this.#delay = undefined;
    if (!this.isConnected || !this.hasChildNodes()) return;
    const { name, nextAttemptAt, code } = this.#state;
    if (this.dataset.state !== name) {
      this.dataset.state = name;
      this.dispatchEvent(new CustomEvent("tapewire:displayed", { detail: name }));
    }
    this.#wasInterrupted ||= name === "reconnecting";
    this.#dot.dataset.kind = KINDS[name];
    const news = name === "open" ? this.#news : "";
    this.toggleAttribute("data-news", news !== "");
    set(this.#words, "textContent", statusWords(this.#state) + (news && ` · ${news}`));
    this.#retry.hidden = !(name === "reconnecting" || (name === "failed" && code === undefined));
    this.#reload.hidden = name !== "failed" || code === undefined;
    this.#reload.href = location.href;
    clearInterval(this.#countdownTimer);
    this.#countdown.textContent = "";
    if (nextAttemptAt !== undefined) {
      const tick = () => this.#tick(nextAttemptAt);
      tick();
      this.#countdownTimer = setInterval(tick, 250);
    }
  }

  /** @param {number} nextAttemptAt */
  #tick(nextAttemptAt) {
    const seconds = Math.max(0, Math.ceil((nextAttemptAt - Date.now()) / 1000));
    set(this.#countdown, "textContent", `in ${seconds} s`);
  }
}

/** @param {State} state */
export function statusWords({ name, code, reason, attempt, maxAttempts, nextAttemptAt }) {
  if (name === "reconnecting") {
    const of = maxAttempts !== undefined && Number.isFinite(maxAttempts) ? ` of ${maxAttempts}` : "";
    const which = attempt === undefined ? "" : `: attempt ${attempt}${of}`;
    return `Connection lost${which}${attempt !== undefined && nextAttemptAt === undefined ? " …" : ""}`;
  }
  if (name !== "failed") return WORDS[name];
  if (code === 401 || code === 4401) return "Session over: sign in again";
  if (code === 403 || code === 4403) return "Not allowed: ask for a token that may watch this channel";
  if (code === undefined) return "Server not reached, no more attempts";
  return `Refused${reason ? `: ${reason}` : ` (${code})`}`;
}

const WORDS = { idle: "Not connected", connecting: "Connecting", open: "Live", closed: "Closed" };

const KINDS = { idle: "", connecting: "running", open: "ok", reconnecting: "wait", failed: "bad", closed: "" };

const INTERRUPTION_MILLIS = 500;
const NEWS_MILLIS = 8_000;

customElements.define("tapewire-status", TapewireStatus);
