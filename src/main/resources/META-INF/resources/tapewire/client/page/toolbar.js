// The bar above the terminal: one tab stop, arrow keys inside.

import { FollowButton } from "../elements/follow-buttons.js";
import { element } from "../elements/element.js";
import { runName } from "../terminal/run-words.js";
import { roveFocus } from "./roving-focus.js";

export class Toolbar {
  #follow;
  #wrap;
  #times;

  /**
   * @param {HTMLElement} bar
   * @param {import("./actions.js").Action[]} actions
   * @param {import("./current.js").Current} current
   * @param {import("./exporting.js").Exporting} exporting
   */
  constructor(bar, actions, current, exporting) {
    this.#follow = new FollowButton((follow) => (current.terminal.following = follow));
    const make = (/** @type {string} */ name) => actionButton(/** @type {any} */ (actions.find((action) => action.name === name)));
    this.#wrap = make("wrap");
    this.#times = make("times");
    const separator = element("span", { class: "tapewire-separator", "aria-hidden": "true" });
    const menu = exportMenu(exporting);
    bar.append(
      this.#follow.element,
      this.#times,
      this.#wrap,
      separator,
      make("find"),
      make("filter"),
      make("copy"),
      menu.button,
      make("clear"),
      make("failure-previous"),
      make("split"),
      menu.list,
    );
    roveFocus(bar, () => [...bar.querySelectorAll("button")].filter(({ parentElement }) => parentElement === bar));
    current.on("following", (state) => (this.#follow.state = state));
    current.follow(() => (this.#follow.state = current.tail));
  }

  /** @param {import("./settings.js").Times} times */
  set times(times) {
    this.#times.setAttribute("aria-pressed", String(times !== "off"));
  }

  /** @param {boolean} wraps */
  set wraps(wraps) {
    this.#wrap.setAttribute("aria-pressed", String(wraps));
  }
}

/** @param {import("./actions.js").Action} action */
function actionButton({ label, key, run, name }) {
  const made = element("button", { type: "button", class: "tapewire-button", "data-action": name }, label.replace(" …", ""));
  if (key === "/") made.append(element("kbd", { class: "tapewire-key tapewire-wide" }, key));
  else if (key) made.title = `Key: ${key}`;
  made.addEventListener("click", run);
  return made;
}

/** @param {import("./exporting.js").Exporting} exporting */
function exportMenu(exporting) {
  const list = element("div", { class: "tapewire-menu", popover: "auto", id: "tapewire-export" });
  const button = element("button", { type: "button", class: "tapewire-button", popovertarget: list.id }, "Export");
  list.addEventListener("beforetoggle", (event) => {
    // The links stay while the menu closes: one that had the focus and is gone could not give it back.
    if (/** @type {ToggleEvent} */ (event).newState !== "open") return;
    const { left, bottom } = button.getBoundingClientRect();
    list.style.left = `${Math.max(4, Math.min(left, innerWidth - 240))}px`;
    list.style.top = `${bottom + 2}px`;
    const { run } = exporting;
    const links = [undefined, ...(run ? [run] : [])].flatMap((each) =>
      exporting.formats.map(({ format, label }) => {
        const link = exporting.link(format, each);
        link.className = "tapewire-button";
        link.textContent = `${each ? runName(each) : "Everything"}, ${label}`;
        link.addEventListener("click", () => list.hidePopover());
        return link;
      }),
    );
    list.replaceChildren(...links);
  });
  return { button, list };
}
