// Compares what two terminals show. Each line of the input is a JSON object:
//
//   cols, rows, convertEol   the terminals' size, and whether a line feed begins a new line
//   early                    what the one terminal reads
//   late                     what the other one reads
//   fresh                    whether the first one then gets a fresh terminal's state
//   rest                     what both read after that, the rest of what `early` has not finished
//   after                    what both read after that, on cleared screens
//
// For each a line with a JSON string tells the differences; it is empty if there are none. They are looked for first in what
// decides how later output looks, and then in how `after` looks.

import { createInterface } from "node:readline";
import { isDeepStrictEqual } from "node:util";
import { withoutC1 } from "../../resources/META-INF/resources/tapewire/client/terminal/readable.js";
import { Emulation } from "./emulation.js";

const CLEAR = "\x1b[H\x1b[2J\x1b[3J";
const SCROLLBACK = 200;

/**
 * @typedef {object} Trial
 * @property {number} cols
 * @property {number} rows
 * @property {boolean} convertEol
 * @property {string} early
 * @property {string} late
 * @property {boolean} [fresh]
 * @property {string} rest
 * @property {string} after
 */

/** @param {Trial} trial */
function compare({ cols, rows, convertEol, fresh, ...texts }) {
  const [early, late] = Array.from(
    { length: 2 },
    () => new Emulation({ cols, rows, scrollback: SCROLLBACK }),
  );
  const both = [early, late];
  /** @param {Emulation[]} terminals @param {string} text */
  const write = (terminals, text) => terminals.forEach((terminal) => terminal.writeSync(withoutC1(text)));
  try {
    for (const { emulator } of both) emulator.newLines = convertEol;
    write([early], texts.early);
    if (fresh) write([early], early.emulator.freshState());
    write([late], texts.late);
    write(both, texts.rest);
    const states = difference(early.state(), late.state());
    if (states) return `state: ${states}`;
    if (early.link() && !isDeepStrictEqual(early.link(), late.link()))
      return `link: ${JSON.stringify(early.link())} and ${JSON.stringify(late.link())}`;
    write(both, CLEAR + texts.after);
    return difference({ ...early.screen(), ...early.state() }, { ...late.screen(), ...late.state() });
  } catch (error) {
    return `xterm.js failed: ${error}`;
  } finally {
    for (const terminal of both) terminal.dispose();
  }
}

/**
 * @param {Record<string, any>} early
 * @param {Record<string, any>} late
 */
function difference(early, late) {
  return Object.keys(early)
    .filter((key) => !isDeepStrictEqual(early[key], late[key]))
    .map((key) => `${key}: ${JSON.stringify(early[key])} and ${JSON.stringify(late[key])}`)
    .join("; ");
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(compare(JSON.parse(line)))}\n`);
}
