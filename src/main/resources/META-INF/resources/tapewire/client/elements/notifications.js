// `<tapewire-notifications channel="build">`: shows notifications for a moment on top of the page, and keeps the latest ones.

import { agoWords } from "./words.js";
import { Cards } from "./cards.js";
import { ChannelPart } from "./channel-part.js";
import { element } from "./element.js";
import { oneLine } from "../terminal/readable.js";
import { Ticker } from "./ticker.js";
import { Toasts } from "./toasts.js";

/**
 * @typedef {import("./toasts.js").Note & { key: string, at: number, offset: number }} Kept
 */

/**
 * Attributes as of every ChannelPart, and `quiet` for no toasts. Keeps the latest 200. Fires `tapewire:unread` (detail: how many came since
 * somebody looked) and `tapewire:notify` (detail: whether the browser is to show them while the page is hidden).
 */
export class TapewireNotifications extends ChannelPart {
  #toasts = new Toasts();
  #ask = element(
    "button",
    { type: "button", class: "tapewire-button tapewire-button-framed", "aria-pressed": "false" },
    "Notify me when this page is hidden",
  );
  #refused = element("p", { class: "tapewire-panel-note", role: "status", hidden: true }, "This browser does not allow it for this page.");
  /** Newest first. @type {Kept[]} */
  #kept = [];
  #unread = 0;
  #isSeen = false;
  #notifies = false;
  /** Who has the list in sight has read it. */
  #read = () => {
    if (this.#isSeen && !document.hidden) this.#count(0);
  };
  #ticker = new Ticker(() => this.#cards?.changed());
  /** @type {Cards | undefined} */
  #cards;

  build() {
    this.append(this.#ask, this.#refused);
    this.#ask.hidden = !("Notification" in globalThis);
    this.#ask.addEventListener("click", () => this.#chooseNotify());
    this.#cards = new Cards(this, "No notification yet", () => this.#kept.map((note) => this.#card(note)));
    new IntersectionObserver((entries) => {
      this.#isSeen = entries.some(({ isIntersecting }) => isIntersecting);
      this.#ticker.runs = this.#isSeen;
      this.#read();
    }).observe(this);
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#read);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#read);
    this.#ticker.runs = false;
    this.#toasts.clear();
  }

  /** Whether the browser shows notifications while the page is hidden, as far as it is allowed to. */
  get notifies() {
    return this.#notifies;
  }

  set notifies(notifies) {
    this.#notifies = notifies && "Notification" in globalThis && Notification.permission === "granted";
    this.#ask.setAttribute("aria-pressed", String(this.#notifies));
  }

  begin() {
    this.#kept = [];
    this.#count(0);
    this.#cards?.changed();
  }

  /** @type {ChannelPart["record"]} */
  record({ type, data, timestamp, epoch, offset }, isNews) {
    if (type !== "notification") return;
    const title = oneLine(String(data.title));
    const message = oneLine(String(data.message), MOST_MESSAGE);
    const note = {
      key: `${epoch}/${offset}`,
      title,
      message,
      priority: priorityOf(data.priority),
      at: Date.parse(timestamp ?? ""),
      offset,
    };
    this.#kept.unshift(note);
    this.#kept.splice(MOST);
    this.#cards?.changed();
    if (!isNews) return;
    if (!this.#isSeen || document.hidden) this.#count(this.#unread + 1);
    if (!this.hasAttribute("quiet")) this.#toasts.show(note);
    if (document.hidden && this.#notifies && note.priority > 0) {
      notify(title, message, note.key);
    }
  }

  async #chooseNotify() {
    const wanted = !this.#notifies;
    const granted = !wanted || (await Notification.requestPermission()) === "granted";
    this.#refused.hidden = granted;
    this.notifies = wanted;
    this.dispatchEvent(new CustomEvent("tapewire:notify", { bubbles: true, detail: this.#notifies }));
  }

  /** @param {number} unread */
  #count(unread) {
    if (unread === this.#unread) return;
    this.#unread = unread;
    this.dispatchEvent(new CustomEvent("tapewire:unread", { bubbles: true, detail: unread }));
  }

  /** @param {Kept} note @returns {import("./cards.js").Card} */
  #card({ key, title, message, priority, at, offset }) {
    const [kind, state] = [
      ["", "low priority"],
      ["ok", ""],
      ["bad", "high priority"],
    ][priority];
    return { key, kind, state, title, detail: message, fact: agoWords(this.now() - at), offset };
  }
}

/** @param {string} title @param {string} body @param {string} tag */
function notify(title, body, tag) {
  try {
    new Notification(title, { body, tag });
  } catch (error) {
    // Browsers on Android want a service worker for it.
    console.info("tapewire: this browser shows no notification for a page:", error);
  }
}

/** Priorities are free text; one that nobody knows is a usual one. @param {unknown} priority @returns {0 | 1 | 2} */
export function priorityOf(priority) {
  const word = typeof priority === "string" ? priority.trim().toLowerCase() : "";
  if (/^(low|lowest|min|minor)$/.test(word)) return 0;
  if (/^(high|highest|max|urgent|critical|error|severe|major|emergency)$/.test(word)) return 2;
  return 1;
}

const MOST = 200;
const MOST_MESSAGE = 300;

customElements.define("tapewire-notifications", TapewireNotifications);
