// A terminal as the page has it, without a page: xterm.js itself, and all that can be seen of it or will be.

import { createRequire } from "node:module";
import { guard } from "./guard.js";

const require = createRequire(import.meta.url);
const { Terminal } = require("@xterm/headless");
const { SerializeAddon } = require("@xterm/addon-serialize");

/** U+0080 to U+009F are no control characters for us: the page writes U+FFFD in their place. */
const C1 = /[\u0080-\u009f]/g;
/** Modes that only matter for someone who types. */
const TYPING = /\x1b\[\?(?:1|9|66|1000|1002|1003|1004|2004)h/g;
const SCROLLBACK = 200;

export class Viewer {
  #terminal;
  #serializer = new SerializeAddon();
  /** @type {Map<number | string, string>} */
  #colours = new Map();

  constructor({ cols, rows, convertEol }) {
    this.#terminal = new Terminal({
      cols,
      rows,
      convertEol,
      scrollback: SCROLLBACK,
      allowProposedApi: true,
      logLevel: "off",
    });
    this.#terminal.loadAddon(this.#serializer);
    guard(this.#terminal);
    // A headless terminal has no colours to change: remember what a page's would do.
    this.#core._inputHandler.onColor((changes) => changes.forEach((change) => this.#recolour(change)));
  }

  get #core() {
    return /** @type {any} */ (this.#terminal)._core;
  }

  get terminal() {
    return this.#terminal;
  }

  /** @param {string} text */
  write(text) {
    // the public way waits for a timer each time
    this.#core.writeSync(text.replace(C1, "\ufffd"));
  }

  dispose() {
    this.#terminal.dispose();
  }

  #recolour({ type, index, color }) {
    const REPORT = 0;
    const SET = 1;
    if (type === REPORT) return;
    if (type === SET) this.#colours.set(index, color.join());
    else if (index !== undefined) this.#colours.delete(index);
    else for (const key of [...this.#colours.keys()]) if (key < 256) this.#colours.delete(key);
  }

  /** What is on the active screen now. */
  screen() {
    const { buffer } = this.#terminal;
    const { active, normal } = this.#core.buffers;
    return {
      cursor: [active.x, active.y],
      rows: this.#rows(active),
      // the add-on begins with the normal screen in any case, even where it does not show
      serialized:
        active === normal ? this.#serializer.serialize().replaceAll(TYPING, "") : buffer.active.type,
    };
  }

  #rows(buffer) {
    const rows = [];
    for (let y = buffer.ybase; y < buffer.lines.length; y++) {
      const line = buffer.lines.get(y);
      const cells = [];
      for (let x = 0; x < line.length; x++) cells.push(this.#cell(line, x));
      rows.push(cells.join("|") + (line.isWrapped ? " wrapped" : ""));
    }
    return rows;
  }

  #cell(line, x) {
    const CellData = this.#core.buffers.active.getNullCell().constructor;
    const cell = line.loadCell(x, new CellData());
    return cell.getChars() + this.#attributes(cell);
  }

  #attributes(cell) {
    const extended = cell.hasExtendedAttrs() ? cell.extended : undefined;
    const underline = cell.getUnderlineStyle();
    return [
      cell.isFgDefault() ? "" : `f${cell.getFgColorMode().toString(16)}.${cell.getFgColor().toString(16)}`,
      cell.isBgDefault() ? "" : `b${cell.getBgColorMode().toString(16)}.${cell.getBgColor().toString(16)}`,
      cell.isBold() && "B",
      cell.isDim() && "D",
      cell.isItalic() && "I",
      cell.isBlink() && "K",
      cell.isInverse() && "V",
      cell.isInvisible() && "H",
      cell.isStrikethrough() && "S",
      cell.isOverline() && "O",
      cell.isProtected() && "P",
      cell.isUnderline() && `U${underline}`,
      extended && `E${extended.underlineStyle}.${colour(extended.underlineColor).toString(16)}`,
      extended?.urlId && "L",
    ]
      .filter((part) => part)
      .join("");
  }

  /** What decides how later text will look. */
  state() {
    const core = this.#core;
    const { modes, decPrivateModes: dec } = core.coreService;
    const charsets = core._charsetService;
    const attributes = core._inputHandler._curAttrData;
    return {
      insert: modes.insertMode,
      newline: core.optionsService.rawOptions.convertEol,
      blinking: core.optionsService.rawOptions.cursorBlink,
      hidden: core.coreService.isCursorHidden,
      origin: dec.origin,
      wraparound: dec.wraparound,
      reverseWraparound: dec.reverseWraparound,
      synchronized: dec.synchronizedOutput,
      cursorStyle: dec.cursorStyle,
      cursorBlink: dec.cursorBlink,
      alternate: core.buffers.active === core.buffers.alt,
      colours: [...this.#colours].map(([index, colour]) => `${index}=${colour}`).sort(),
      attributes: [colour(attributes.fg), colour(attributes.bg)],
      underlineColour: colour(attributes.extended.underlineColor),
      underlineStyle: (attributes.extended._ext >> 26) & 7,
      linked: attributes.extended.urlId !== 0,
      charset: JSON.stringify(charsets.charset),
      charsets: [0, 1, 2, 3].map((g) => JSON.stringify(charsets._charsets[g])),
      level: charsets.glevel,
      normal: this.#screenState(core.buffers.normal),
      alternateScreen: this.#screenState(core.buffers.alt),
    };
  }

  /** Where what is printed links to, undefined also if the line in which the link began is gone: xterm.js forgets it then. */
  link() {
    const { urlId } = this.#core._inputHandler._curAttrData.extended;
    return this.#core._oscLinkService.getLinkData(urlId);
  }

  #screenState(buffer) {
    const { savedCurAttrData: saved, savedCharset } = buffer;
    return {
      margins: [buffer.scrollTop, buffer.scrollBottom],
      tabs: Object.keys(buffer.tabs)
        .filter((column) => buffer.tabs[column])
        .map(Number)
        // the cursor stops at the first and at the last column anyway
        .filter((column) => column > 0 && column < this.#terminal.cols - 1),
      savedAttributes: [colour(saved.fg), colour(saved.bg)],
      savedCharset: JSON.stringify(savedCharset),
    };
  }
}

/** xterm.js leaves the rest of an older colour in the bits that the colour's kind does not use. */
function colour(bits) {
  const MODE = 0x3000000;
  const RGB = 0x3000000;
  if ((bits & MODE) === RGB) return bits >>> 0;
  return ((bits & MODE) === 0 ? bits & ~0xffffff : bits & ~0xffff00) >>> 0;
}
