// Tabs over parts of the page of which one is shown: one tab stop, arrow keys inside.

import { element } from "../elements/element.js";
import { roveFocus } from "./roving-focus.js";

export class Tabs {
  /** @type {{ tab: HTMLButtonElement, part: HTMLElement, name: string }[]} */
  #entries;

  /**
   * @param {HTMLElement} list gets the tabs
   * @param {HTMLElement[]} parts each named by `data-tab`
   */
  constructor(list, parts) {
    this.#entries = parts.map((part) => this.#entry(part));
    list.append(...this.#entries.map(({ tab }) => tab));
    const tabs = this.#entries.map(({ tab }) => tab);
    roveFocus(
      list,
      () => tabs,
      (index) => this.select(index),
    );
    this.select(0);
  }

  /** @param {number} index */
  select(index) {
    this.#entries.forEach(({ tab, part }, i) => {
      tab.setAttribute("aria-selected", String(i === index));
      tab.tabIndex = i === index ? 0 : -1;
      part.hidden = i !== index;
    });
  }

  /** @param {HTMLElement} part @param {number} count shown behind the tab's name, unless it is 0 */
  count(part, count) {
    const entry = this.#entries.find((each) => each.part === part);
    if (entry) entry.tab.textContent = count > 0 ? `${entry.name} ${count > MOST ? `${MOST}+` : count}` : entry.name;
  }

  /** @param {HTMLElement} part */
  #entry(part) {
    const name = part.dataset.tab ?? "";
    part.id ||= `tapewire-tab-${name}`;
    part.setAttribute("role", "tabpanel");
    part.setAttribute("aria-label", name);
    part.classList.add("tapewire-tabpanel");
    const tab = element("button", { type: "button", role: "tab", class: "tapewire-button", "aria-controls": part.id }, name);
    tab.addEventListener("click", () => this.select(this.#entries.findIndex((each) => each.tab === tab)));
    return { tab, part, name };
  }
}

const MOST = 99;
