// A part of the page that has a place of its own in a wide window, and opens on top of the page in a narrow one.

export class Drawer {
  #part;
  #button;

  /**
   * @param {HTMLElement} part
   * @param {HTMLButtonElement} button opens it in a narrow window
   * @param {string} narrow a media query
   */
  constructor(part, button, narrow) {
    this.#part = part;
    this.#button = button;
    const query = matchMedia(narrow);
    const apply = () => this.#apply(query.matches);
    query.addEventListener("change", apply);
    part.addEventListener("toggle", () => button.setAttribute("aria-expanded", String(this.#isOpen)));
    apply();
  }

  close() {
    if (this.#isOpen) this.#part.hidePopover();
  }

  get #isOpen() {
    return this.#part.matches(":popover-open");
  }

  /** @param {boolean} isNarrow */
  #apply(isNarrow) {
    this.close();
    this.#part.popover = isNarrow ? "auto" : null;
    this.#button.popoverTargetElement = isNarrow ? this.#part : null;
  }
}
