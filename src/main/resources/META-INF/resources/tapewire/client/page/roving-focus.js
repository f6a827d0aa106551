// One tab stop for several buttons in a row, with arrow keys inside.

/**
 * @param {HTMLElement} row
 * @param {() => HTMLElement[]} buttons
 * @param {(index: number) => void} moved called when a key has moved the focus
 */
export function roveFocus(row, buttons, moved = () => {}) {
  const stopAt = (/** @type {HTMLElement | undefined} */ stop) => {
    const all = buttons();
    if (stop && all.includes(stop)) for (const button of all) button.tabIndex = button === stop ? 0 : -1;
  };
  row.addEventListener("focusin", (event) => stopAt(/** @type {HTMLElement} */ (event.target)));
  row.addEventListener("keydown", (event) => {
    const all = buttons();
    const { length } = all;
    const now = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = { ArrowRight: (now + 1) % length, ArrowLeft: (now + length - 1) % length, Home: 0, End: length - 1 }[event.key];
    if (now < 0 || next === undefined) return;
    event.preventDefault();
    all[next].focus();
    moved(next);
  });
  stopAt(buttons().at(0));
}
