// Changes elements by no more than what is different: somebody may be pointing at them, or be typing in them.

/** @template {object} T @template {keyof T} K @param {T} target @param {K} name @param {T[K]} value */
export function set(target, name, value) {
  if (target[name] !== value) target[name] = value;
}

/** @param {Element} target @param {string} name @param {string} value */
export function setAttribute(target, name, value) {
  if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}

/**
 * Gives a list these elements in this order. What is where it belongs is not moved, and the focus stays.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement[]} items
 */
export function setChildren(list, items) {
  const focused = document.activeElement;
  const wanted = new Set(items);
  for (const child of [...list.children]) if (!wanted.has(/** @type {HTMLElement} */ (child))) child.remove();
  items.forEach((item, i) => {
    if (list.children[i] !== item) list.insertBefore(item, list.children[i] ?? null);
  });
  // An element that is moved loses the focus.
  if (focused instanceof HTMLElement && focused !== document.activeElement && list.contains(focused))
    focused.focus({ preventScroll: true });
}
