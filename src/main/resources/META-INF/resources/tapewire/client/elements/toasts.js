// Notifications that show for a moment on top of the page: three at most, the most important ones.

import { element } from "./element.js";

/**
 * @typedef {object} Note
 * @property {string} title on one line
 * @property {string} message on one line
 * @property {0 | 1 | 2} priority low ones show no toast; high ones stay until they are closed
 */

/** @typedef {{ note: Note, toast: HTMLElement, timer?: ReturnType<typeof setTimeout> }} Entry */

export class Toasts {
  /** @type {Entry[]} */
  #shown = [];

  /** @param {Note} note */
  show(note) {
    if (note.priority === 0) return;
    const close = element("button", { type: "button", class: "tapewire-button", "aria-label": "Close" }, "×");
    const role = note.priority > 1 ? "alert" : "status";
    const text = element("div", { role }, element("b", {}, note.title), element("span", { class: "tapewire-quiet" }, note.message));
    const toast = element("div", { class: "tapewire-toast", "data-priority": String(note.priority) }, text, close);
    /** @type {Entry} */
    const entry = { note, toast };
    close.addEventListener("click", () => this.#hide(entry));
    // It stays while somebody points at it, or has the focus in it.
    toast.addEventListener("pointerenter", () => this.#wait(entry, false));
    toast.addEventListener("pointerleave", () => this.#wait(entry, true));
    toast.addEventListener("focusin", () => this.#wait(entry, false));
    toast.addEventListener("focusout", () => this.#wait(entry, true));
    this.#shown.push(entry);
    PLACE.prepend(toast);
    this.#wait(entry, true);
    if (this.#shown.length > MOST) this.#hide(this.#leastImportant());
    if (!PLACE.isConnected) document.body.append(PLACE);
    if (!PLACE.matches(":popover-open")) PLACE.showPopover();
  }

  clear() {
    for (const entry of [...this.#shown]) this.#hide(entry);
  }

  /** @param {Entry} entry @param {boolean} ends */
  #wait(entry, ends) {
    clearTimeout(entry.timer);
    if (entry.toast.matches(":hover, :focus-within")) return;
    if (ends && entry.note.priority < 2) entry.timer = setTimeout(() => this.#hide(entry), SHOW_MILLIS);
  }

  /** The oldest of the lowest priority. */
  #leastImportant() {
    return this.#shown.reduce((least, entry) => (entry.note.priority < least.note.priority ? entry : least));
  }

  /** @param {Entry} entry */
  #hide(entry) {
    clearTimeout(entry.timer);
    entry.toast.remove();
    this.#shown = this.#shown.filter((each) => each !== entry);
    if (PLACE.childElementCount === 0) PLACE.remove();
  }
}

/** All toasts of a page are in one place, whoever shows them. */
const PLACE = element("div", { class: "tapewire-toasts", popover: "manual", role: "region", "aria-label": "Notifications" });
const MOST = 3;
const SHOW_MILLIS = 6_000;
