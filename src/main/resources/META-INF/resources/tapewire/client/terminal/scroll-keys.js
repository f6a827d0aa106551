// Keys that scroll a terminal; all others are the browser's, Tab and Ctrl+C included.

/**
 * @typedef {import("../../vendor/xterm.js").Terminal} Terminal
 *
 * @typedef {object} Beyond where the viewer wants to go and the terminal may hold no lines of
 * @property {() => void} up above the first line
 * @property {() => boolean} start to the first line of all; false: this terminal has it
 * @property {() => void} end to the last line of all
 */

/**
 * @param {Terminal} terminal
 * @param {HTMLElement} place scrolls sideways
 * @param {Beyond} beyond
 * @param {(scroll: () => void) => void} moved calls its function, which moves the view
 */
export function scrollByKeys(terminal, place, beyond, moved) {
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type !== "keydown" || event.ctrlKey || event.altKey || event.metaKey) return false;
    if (scrollAside(place, event.key) || scrollTo(event.key)) event.preventDefault();
    return false;
  });

  /** @param {string} key @returns {boolean} whether it scrolls */
  function scrollTo(key) {
    const scroll = KEYS[key];
    if (!scroll) return false;
    const isAtTop = terminal.buffer.active.viewportY === 0;
    if (key === "End") beyond.end();
    else if (isAtTop && (key === "ArrowUp" || key === "PageUp")) beyond.up();
    else if (key !== "Home" || !beyond.start()) moved(() => scroll(terminal));
    return true;
  }
}

/** @param {HTMLElement} place @param {string} key @returns {boolean} whether it scrolls */
function scrollAside(place, key) {
  const aside = ASIDE[key] ?? 0;
  if (aside === 0 || place.scrollWidth <= place.clientWidth) return false;
  place.scrollBy({ left: aside });
  return true;
}

/** @type {Record<string, ((terminal: Terminal) => void) | undefined>} */
const KEYS = {
  ArrowUp: (terminal) => terminal.scrollLines(-1),
  ArrowDown: (terminal) => terminal.scrollLines(1),
  PageUp: (terminal) => terminal.scrollPages(-1),
  PageDown: (terminal) => terminal.scrollPages(1),
  Home: (terminal) => terminal.scrollToTop(),
  End: (terminal) => terminal.scrollToBottom(),
};

/** Pixels, where lines go on beyond the edge. @type {Record<string, number | undefined>} */
const ASIDE = { ArrowLeft: -80, ArrowRight: 80 };
