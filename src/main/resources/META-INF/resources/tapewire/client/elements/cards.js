// A list of cards, each with a state, a title and a fact; only what has changed is touched.

import { set, setChildren } from "./changes.js";
import { element } from "./element.js";
import { oneLine } from "../terminal/readable.js";

/**
 * @typedef {object} Card
 * @property {string} key
 * @property {string} kind of the dot: ok, running, wait, bad or none of them
 * @property {string} state in words, for those who don't see the dot
 * @property {string} title may be published by anyone
 * @property {string} fact
 * @property {string} [detail] may be published by anyone
 * @property {number} [progress] from 0 to 100
 * @property {number} [offset] of the record that it is about
 * @property {{ label: string, isOn: boolean }} [toggle] a button beside it
 * @property {HTMLElement} [more] what else the card has; the same element each time
 */

export class Cards {
  #list = element("ul", { class: "tapewire-cards" });
  #note = element("p", { class: "tapewire-panel-note" });
  #empty;
  /** @type {Map<string, HTMLLIElement>} */
  #items = new Map();
  #frame = 0;

  /**
   * @param {HTMLElement} place
   * @param {string} empty what is said where there is no card
   * @param {() => Card[]} cards asked when they are drawn
   * @param {(key: string) => void} [toggle] called for the card's own button
   */
  constructor(place, empty, cards, toggle = () => {}) {
    this.#empty = empty;
    this.#cards = cards;
    place.append(this.#note, this.#list);
    this.#list.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("button");
      if (button?.dataset.toggle) toggle(button.dataset.toggle);
      const offset = button?.dataset.offset;
      const line = Number(button?.dataset.line ?? 0);
      if (offset) place.dispatchEvent(new CustomEvent("tapewire:place", { bubbles: true, detail: { offset: Number(offset), line } }));
    });
  }

  /** @type {() => Card[]} */
  #cards;

  /** Draws with the browser's next picture. */
  changed() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw() {
    const all = this.#cards();
    const shown = all.slice(0, MOST);
    const items = shown.map((card) => this.#item(card));
    setChildren(this.#list, items);
    const keys = new Set(shown.map(({ key }) => key));
    for (const key of this.#items.keys()) if (!keys.has(key)) this.#items.delete(key);
    this.#note.hidden = all.length > 0 && all.length <= MOST;
    this.#note.textContent = all.length === 0 ? this.#empty : `The first ${MOST} of ${all.length.toLocaleString("en")}`;
  }

  /** @param {Card} card */
  #item(card) {
    const item = this.#items.get(card.key) ?? blank();
    this.#items.set(card.key, item);
    const button = /** @type {HTMLButtonElement} */ (item.firstElementChild);
    const [dot, state, title, fact, detail] = /** @type {HTMLElement[]} */ ([...button.children]);
    const toggle = /** @type {HTMLButtonElement} */ (item.children[1]);
    const meter = /** @type {HTMLElement} */ (item.lastElementChild);
    if (card.more && card.more.parentNode !== item) meter.before(card.more);
    set(dot.dataset, "kind", card.kind);
    set(state, "textContent", card.state);
    set(title, "textContent", oneLine(card.title));
    set(title, "title", oneLine(card.title, MOST_TITLE));
    set(fact, "textContent", card.fact);
    set(detail, "textContent", oneLine(card.detail ?? "", MOST_TITLE));
    set(detail, "hidden", !card.detail);
    set(button.dataset, "offset", String(card.offset ?? ""));
    // Its record is not known, so there is nowhere to go.
    set(button, "disabled", card.offset === undefined);
    set(toggle, "hidden", card.toggle === undefined);
    set(toggle, "textContent", card.toggle?.label ?? "");
    set(toggle, "ariaLabel", `${card.toggle?.label ?? ""} ${oneLine(card.title)}`);
    set(toggle, "ariaPressed", String(card.toggle?.isOn ?? false));
    set(toggle.dataset, "toggle", card.key);
    set(meter, "hidden", card.progress === undefined);
    set(meter, "ariaValueNow", card.progress === undefined ? null : String(Math.round(card.progress)));
    set(/** @type {HTMLElement} */ (meter.firstElementChild).style, "width", `${card.progress ?? 0}%`);
    return item;
  }
}

function blank() {
  const head = element("button", { type: "button", class: "tapewire-card-head" });
  head.append(
    element("span", { class: "tapewire-dot", "aria-hidden": "true" }),
    element("span", { class: "tapewire-unseen" }),
    element("span", { class: "tapewire-card-title" }),
    element("span", { class: "tapewire-card-fact" }),
    element("span", { class: "tapewire-card-detail" }),
  );
  const bar = { class: "tapewire-meter", role: "progressbar", "aria-label": "Progress", "aria-valuemin": "0", "aria-valuemax": "100" };
  const meter = element("div", bar, element("span"));
  const toggle = element("button", { type: "button", class: "tapewire-button tapewire-card-toggle" });
  return element("li", { class: "tapewire-card" }, head, toggle, meter);
}

const MOST = 200;
const MOST_TITLE = 500;
