// What the viewer needs of xterm.js and xterm.js keeps to itself. No other file reads these names, which may change with every version.

/**
 * @typedef {Pick<import("../../vendor/xterm.js").Terminal, "buffer" | "parser" | "unicode" | "cols" | "rows"> & { options: { convertEol?: boolean, tabStopWidth?: number } }} Terminal
 *   with or without a browser
 *
 * @typedef {object} Attributes the colours and styles of what is printed next
 * @property {number} fg
 * @property {() => Attributes} clone
 *
 * @typedef {{ length: number, params: (number | number[])[] }} Params
 *
 * @typedef {object} Input interprets what is written
 * @property {Attributes} _curAttrData
 * @property {{ reset: () => void }} _parser
 * @property {(text: string, result?: boolean) => void | Promise<boolean>} parse
 * @property {(data: Uint32Array, start: number, end: number) => void} print
 * @property {(params: Params) => boolean} resetMode
 * @property {(params: Params) => boolean} setModePrivate
 * @property {(params: Params) => boolean} resetModePrivate
 * @property {(params: Params) => boolean} insertLines
 * @property {(params: Params) => boolean} deleteLines
 * @property {(params: Params) => boolean} scrollUp
 * @property {(params: Params) => boolean} scrollDown
 * @property {(params: Params) => boolean} cursorForwardTab
 * @property {(params: Params) => boolean} cursorBackwardTab
 * @property {(params: Params) => boolean} repeatPrecedingCharacter
 * @property {(params: Params, keepsProtected: boolean) => boolean} eraseInDisplay
 * @property {(params: Params) => boolean} cursorPosition
 * @property {(params: Params) => boolean} softReset
 * @property {() => boolean} index
 * @property {() => boolean} fullReset
 *
 * @typedef {object} Line
 * @property {(x: number) => string} getString
 * @property {(x: number) => number} getWidth
 * @property {(x: number, codepoint: number, width: number) => void} addCodepointToCell
 * @property {number} length
 * @property {boolean} isWrapped
 * @property {() => number} getTrimmedLength
 * @property {(start: number, end: number, cell: object) => void} replaceCells
 *
 * @typedef {object} NormalBuffer
 * @property {{ length: number, get(y: number): Line }} lines
 * @property {() => object} getNullCell
 *
 * @typedef {object} Internals
 * @property {Input} _inputHandler
 * @property {{ active: { lines: { get(y: number): { constructor: { prototype: Line } } } }, normal: NormalBuffer }} buffers
 * @property {{ charset: object | undefined }} _charsetService the character set in use
 * @property {{ modes: { insertMode: boolean } }} coreService
 * @property {{ _innerWrite: (since?: number, result?: boolean) => void }} _writeBuffer what has been written and not interpreted; it does so for 12 ms at
 *   most, counted from `since`, and goes on after the browser has drawn
 * @property {{ isUserScrolling: boolean }} _bufferService whether the view stays where it is when lines are added
 */

/**
 * @param {Terminal} terminal
 * @returns {Internals}
 * @throws {Error} when this version of xterm.js has other names for them
 */
export function internalsOf(terminal) {
  const core = /** @type {{ _core?: Partial<Internals> }} */ (/** @type {unknown} */ (terminal))._core;
  const input = /** @type {Record<string, unknown> | undefined} */ (/** @type {unknown} */ (core?._inputHandler));
  const missing = INPUT.filter((name) => input?.[name] === undefined);
  if (
    missing.length > 0 ||
    !core?._charsetService ||
    !core.buffers?.normal.getNullCell ||
    core._bufferService?.isUserScrolling === undefined ||
    !core._writeBuffer?._innerWrite ||
    core.coreService?.modes.insertMode === undefined
  ) {
    throw new Error(`this version of xterm.js is not known: it has no ${missing.join(", ") || "services"}`);
  }
  return /** @type {Internals} */ (core);
}

/**
 * @typedef {object} Viewport what the scroll bar belongs to
 * @property {(row?: number) => void} _sync takes over where the buffer stands
 * @property {(lines: number) => void} scrollLines
 * @property {(row: number, isAtOnce?: boolean) => void} scrollToLine
 */

/**
 * @param {Terminal} terminal that is open
 * @returns {Viewport}
 * @throws {Error} when this version of xterm.js has other names for it
 */
export function viewportOf(terminal) {
  const core = /** @type {{ _core?: { _viewport?: Viewport } }} */ (/** @type {unknown} */ (terminal))._core;
  const viewport = core?._viewport;
  if (!viewport?._sync || !viewport.scrollLines || !viewport.scrollToLine) {
    throw new Error("this version of xterm.js is not known: it has no viewport");
  }
  return viewport;
}

const INPUT = [
  ...["_curAttrData", "_parser", "parse", "print"],
  ...["resetMode", "setModePrivate", "resetModePrivate"],
  ...["insertLines", "deleteLines", "scrollUp", "scrollDown"],
  ...["cursorForwardTab", "cursorBackwardTab", "repeatPrecedingCharacter", "eraseInDisplay"],
  ...["cursorPosition", "softReset", "index", "fullReset"],
];
