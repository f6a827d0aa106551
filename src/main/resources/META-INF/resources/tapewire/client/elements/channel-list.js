// `<tapewire-channels current="build">`: the server's channels, to filter and to choose from.

import { pageFor } from "../connection/address.js";
import { Channels } from "../channel/channels.js";
import { element } from "./element.js";
import "./invite.js";

/** @typedef {import("../channel/channels.js").Channel} Channel */

/**
 * Fires `tapewire:choose` (detail: the channel's name) where a plain click would follow the link, and `tapewire:listed` (detail: all
 * channels) each time the server has told them.
 */
export class TapewireChannels extends HTMLElement {
  static observedAttributes = ["current"];

  #filter = element("input", { type: "search", placeholder: "Filter channels", "aria-label": "Filter channels" });
  #list = element("ul", { class: "tapewire-channels-list" });
  #note = element("p", { class: "tapewire-channels-note", role: "status" });
  #invite = document.createElement("tapewire-invite");
  /** @type {Channel[]} */
  #channels = [];
  /** @type {Map<string, HTMLElement>} */
  #items = new Map();
  #source = new Channels({
    listener: {
      listed: (channels) => this.#listed(channels),
      failed: (status) => this.#failed(status),
    },
  });
  #seen = () => (document.hidden ? this.#source.stop() : this.#source.start());

  connectedCallback() {
    if (!this.hasChildNodes()) {
      this.#invite.setAttribute("title-text", "No other channel yet");
      this.#invite.setAttribute("channel", "main");
      this.#invite.hidden = true;
      this.append(this.#filter, this.#note, this.#list, this.#invite);
      this.#filter.addEventListener("input", () => this.#render());
      this.#list.addEventListener("click", (event) => this.#choose(event));
    }
    document.addEventListener("visibilitychange", this.#seen);
    this.#seen();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#seen);
    this.#source.stop();
  }

  attributeChangedCallback() {
    this.#render();
  }

  /** @param {Channel[]} channels */
  #listed(channels) {
    this.#channels = [...channels].sort((a, b) => ORDER.compare(a.name, b.name));
    this.dataset.state = "listed";
    this.#invite.hidden = channels.some(({ name }) => name !== "server");
    this.#render();
    this.dispatchEvent(new CustomEvent("tapewire:listed", { bubbles: true, detail: channels }));
  }

  /** @param {number | undefined} status */
  #failed(status) {
    this.dataset.state = status === 401 ? "denied" : "failed";
    this.#note.replaceChildren(status === 401 ? "Session over. " : "The list is not up to date: the server cannot be asked.");
    if (status === 401) this.#note.append(element("a", { href: location.href }, "Reload to sign in again"));
  }

  #render() {
    const wanted = this.#filter.value.trim().toLowerCase();
    const matching = this.#channels.filter(({ name }) => name.toLowerCase().includes(wanted));
    const current = this.getAttribute("current");
    const visible = matching.filter(({ name }, i) => i < ROWS || name === current);
    const items = visible.map((channel) => this.#item(channel));
    // Only what has changed is touched: the pointer may be on it, and a list may be long.
    if (items.length !== this.#list.childElementCount || items.some((item, i) => item !== this.#list.children[i])) {
      this.#list.replaceChildren(...items);
    }
    if (this.dataset.state === "listed") this.#note.textContent = note(this.#channels, matching);
    const names = new Set(this.#channels.map(({ name }) => name));
    for (const name of this.#items.keys()) if (!names.has(name)) this.#items.delete(name);
  }

  /** @param {Channel} channel */
  #item(channel) {
    let item = this.#items.get(channel.name);
    if (!item) {
      const link = element("a", {}, element("span", { class: "tapewire-channels-name" }, channel.name));
      link.append(element("span", { class: "tapewire-channels-facts" }));
      item = element("li", { "data-channel": channel.name }, link);
      this.#items.set(channel.name, item);
    }
    const link = /** @type {HTMLAnchorElement} */ (item.firstElementChild);
    const { href } = pageFor(location.href, channel.name);
    if (link.href !== href) link.href = href;
    if (channel.name === this.getAttribute("current")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    item.dataset.active = String(isActive(channel));
    const words = facts(channel);
    const place = /** @type {HTMLElement} */ (link.lastElementChild);
    if (place.textContent !== words) place.textContent = words;
    return item;
  }

  /** @param {MouseEvent} event */
  #choose(event) {
    const item = /** @type {Element} */ (event.target).closest("li");
    // A middle click or one with a modifier opens another tab, as with any link.
    if (!item || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("tapewire:choose", { bubbles: true, detail: item.dataset.channel }));
  }
}

/** @param {Channel[]} all @param {Channel[]} matching */
function note(all, matching) {
  if (matching.length > ROWS) return `${ROWS} of ${matching.length.toLocaleString("en")} shown: filter to see others`;
  if (matching.length < all.length) return `${matching.length} of ${all.length.toLocaleString("en")} channels`;
  return all.length === 1 ? "1 channel" : `${all.length.toLocaleString("en")} channels`;
}

/** @param {Channel} channel */
function facts({ bytes = 0, viewers = 0 }) {
  const watching = viewers === 1 ? "1 viewer" : `${viewers.toLocaleString("en")} viewers`;
  return viewers > 0 ? `${size(bytes)} · ${watching}` : size(bytes);
}

/** @param {number} bytes */
function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const power = Math.min(3, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(1)} ${["B", "KiB", "MiB", "GiB"][power]}`;
}

/** @param {Channel} channel */
function isActive({ updated }) {
  return updated !== undefined && Date.now() - new Date(updated).getTime() < ACTIVE_MILLIS;
}

const ORDER = new Intl.Collator("en", { numeric: true });
const ROWS = 500;
const ACTIVE_MILLIS = 10_000;

customElements.define("tapewire-channels", TapewireChannels);
