// Keeps programs from moving, or taking away, what is being read while the view is paused.

import { VISIT_MODE } from "./fresh-state.js";

/**
 * @typedef {object} Pause
 * @property {boolean} following whether the view is not paused
 * @property {() => Promise<void>} resumed ends when the view follows again
 */

/**
 * What clears the scrollback has no effect during a pause, and a reset keeps what is on the screen in the scrollback. A change between the
 * two screens waits, with everything behind it.
 *
 * @param {import("./internals.js").Terminal} terminal
 * @param {import("./emulator.js").Emulator} emulator
 * @param {Pause} pause
 * @param {boolean} [keepsText] whether nothing may clear the scrollback without a pause either
 */
export function keepStill(terminal, emulator, pause, keepsText = false) {
  const { parser } = terminal;
  // Not handled here means: xterm.js does as usual. It does so after the wait, too.
  const later = () => pause.resumed().then(() => false);
  const screens = (/** @type {(number | number[])[]} */ modes) =>
    !pause.following && !modes.includes(VISIT_MODE) && modes.some((mode) => SCREENS.has(mode)) && later();
  const clears = () => pause.following && !keepsText;
  const reset = () => {
    if (clears()) return false;
    if (emulator.isAlternate) return later();
    emulator.resetBelowText();
    return true;
  };
  parser.registerCsiHandler({ final: "J" }, ([what]) => what === ERASE_SCROLLBACK && !clears());
  for (const final of ["h", "l"]) parser.registerCsiHandler({ prefix: "?", final }, screens);
  parser.registerEscHandler({ final: "c" }, reset);
}

const ERASE_SCROLLBACK = 3;
/** Modes that change between the normal and the alternate screen. @type {Set<number | number[]>} */
const SCREENS = new Set([47, 1047, 1049]);
