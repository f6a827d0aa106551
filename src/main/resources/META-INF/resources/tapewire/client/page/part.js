// Finds the parts of the page that its own markup names.

/**
 * @param {string} selector
 * @returns {HTMLElement}
 * @throws {Error} when the page and its script are of two versions
 */
export function part(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no ${selector}`);
  return found;
}

/** @param {string} selector @returns {HTMLButtonElement} */
export function button(selector) {
  return /** @type {HTMLButtonElement} */ (part(selector));
}
