// Lets a terminal continue after a fault of xterm.js.

import { internalsOf } from "./internals.js";

/**
 * xterm.js writes nothing more once one of its handlers has thrown. Here it drops the rest of the text that it was given and continues
 * with the next one.
 *
 * @param {import("./internals.js").Terminal} terminal
 * @param {(error: unknown) => void} report called for each text of which a part was dropped
 */
export function surviveFaults(terminal, report) {
  const { _inputHandler: input } = internalsOf(terminal);
  const parse = input.parse.bind(input);
  input.parse = (text, result) => {
    try {
      return parse(text, result);
    } catch (error) {
      // The rest may have ended the sequence that was being read.
      input._parser.reset();
      report(error);
      return undefined;
    }
  };
}
