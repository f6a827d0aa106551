// Lets a terminal interpret more before the browser draws, while it shows what was printed before.

import { internalsOf } from "./internals.js";

/**
 * xterm.js interprets what is written for 12 ms, and then lets the browser draw. With output of an hour ago that is what takes the time: nobody reads
 * it while it runs past.
 *
 * @param {import("./internals.js").Terminal} terminal
 * @param {() => boolean} isCatchingUp
 */
export function takeLongTurns(terminal, isCatchingUp) {
  const { _writeBuffer: buffer } = internalsOf(terminal);
  const interpret = buffer._innerWrite.bind(buffer);
  buffer._innerWrite = (since = 0, result = true) => {
    const begin = since || performance.now() + (isCatchingUp() ? MORE_MILLIS : 0);
    interpret(begin, result);
  };
}

/** Together with the usual ones not so many that a click is answered late. */
const MORE_MILLIS = 36;
