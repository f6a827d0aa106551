// A line of the viewer's own between what programs print.

import { oneLine } from "./readable.js";

/**
 * Sets its own style and nothing back: who writes it puts the program's aside.
 *
 * @param {string} words may be published by anyone
 * @param {"quiet" | "warning"} style
 */
export function line(words, style) {
  return `${NO_LINK}${STYLES[style]}── ${oneLine(words)} ──\r\n`;
}

const NO_LINK = "\x1b]8;;\x1b\\";
const STYLES = { quiet: "\x1b[0;90m", warning: "\x1b[0;33m" };
