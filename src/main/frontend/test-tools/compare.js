// Compares what two terminals show. Each line of the input is a JSON object:
//
//   cols, rows, convertEol   the terminals' size, and whether a line feed begins a new line
//   early                    what the one terminal reads
//   late                     what the other one reads
//   fresh                    whether the first one then reads what makes it fresh again
//   after                    what both read after that
//
// For each a line with a JSON string tells the differences; it is empty if there are none. They are looked for first in what
// decides how later output looks, and then in how `after` looks on cleared screens.

import { createInterface } from "node:readline";
import { isDeepStrictEqual } from "node:util";
import { fresh } from "./fresh.js";
import { Viewer } from "./viewer.js";

const CLEAR = "\x1b[H\x1b[2J\x1b[3J";

/** @param {any} trial */
function compare(trial) {
  const early = new Viewer(trial);
  const late = new Viewer(trial);
  try {
    early.write(trial.early);
    if (trial.fresh) early.write(fresh(trial.cols, trial.convertEol, true));
    late.write(trial.late);
    for (const viewer of [early, late]) viewer.write(trial.rest ?? "");
    const states = difference(early.state(), late.state());
    if (states) return `state: ${states}`;
    if (early.link() && !isDeepStrictEqual(early.link(), late.link()))
      return `link: ${JSON.stringify(early.link())} and ${JSON.stringify(late.link())}`;
    for (const viewer of [early, late]) viewer.write(CLEAR + trial.after);
    return difference({ ...early.screen(), ...early.state() }, { ...late.screen(), ...late.state() });
  } catch (error) {
    return `xterm.js failed: ${error}`;
  } finally {
    early.dispose();
    late.dispose();
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
