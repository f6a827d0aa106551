// Keeps the emulator from what only makes sense for somebody who types, which no viewer does.

import { internalsOf } from "./internals.js";

/**
 * Mouse reporting would take the wheel and the selection away from the viewer; the others have no effect worth having. A sequence
 * that sets other modes as well sets those.
 *
 * @param {import("./internals.js").Terminal} terminal
 */
export function ignoreTypingModes(terminal) {
  const { _inputHandler: input } = internalsOf(terminal);
  const { parser } = terminal;
  /** @param {string} final @param {(params: import("./internals.js").Params) => boolean} apply */
  const ignore = (final, apply) => {
    parser.registerCsiHandler({ prefix: "?", final }, (/** @type {(number | number[])[]} */ modes) => {
      const others = modes.filter((mode) => !TYPING_MODES.has(mode));
      // Not handled here means: xterm.js does as usual.
      if (others.length === modes.length) return false;
      return apply({ length: others.length, params: others });
    });
  };
  ignore("h", (params) => input.setModePrivate(params));
  ignore("l", (params) => input.resetModePrivate(params));
  for (const keypad of ["=", ">"]) parser.registerEscHandler({ final: keypad }, () => true);
}

/** @type {Set<number | number[]>} */
const TYPING_MODES = new Set([
  ...[1, 66], // application cursor keys and keypad
  ...[9, 1000, 1001, 1002, 1003, 1005, 1006, 1007, 1015, 1016], // mouse
  ...[12], // a cursor that blinks
  ...[1004, 2004], // focus, bracketed paste
]);
