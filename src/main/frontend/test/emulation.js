// A terminal as the page has it, without a page, and all that can be seen of it or will be.

import { SerializeAddon } from "@xterm/addon-serialize";
import headless from "@xterm/headless";
import { EMULATION, Emulator } from "../../resources/META-INF/resources/tapewire/client/terminal/emulator.js";
import { UnicodeGraphemesAddon } from "./graphemes.js";

export class Emulation {
  #serializer = new SerializeAddon();
  /** What a program has changed: a headless terminal has no colours of its own. @type {Map<number, string>} */
  #colours = new Map();

  /** @param {{ cols: number, rows: number, scrollback: number }} size */
  constructor(size) {
    this.terminal = new headless.Terminal({ ...EMULATION, ...size });
    this.terminal.loadAddon(/** @type {any} */ (this.#serializer));
    this.emulator = new Emulator(/** @type {any} */ (this.terminal), new UnicodeGraphemesAddon());
    this.#core._inputHandler.onColor((/** @type {any[]} */ changes) => {
      for (const change of changes) this.#recolour(change);
    });
  }

  /** Everything that xterm.js keeps to itself. @returns {any} */
  get #core() {
    return /** @type {any} */ (this.terminal)._core;
  }

  /** Without waiting for a timer, as the public way does each time. @param {string} text */
  writeSync(text) {
    this.#core.writeSync(text);
  }

  dispose() {
    this.terminal.dispose();
  }

  /** Contents, colours and modes as xterm.js' own add-on writes them. */
  serialized() {
    return this.#serializer.serialize();
  }

  /** What is on the active screen now. */
  screen() {
    const { active, normal } = this.#core.buffers;
    return {
      cursor: [active.x, active.y],
      rows: this.#rows(active),
      // The add-on begins with the normal screen in any case, even where it does not show.
      serialized: active === normal ? this.serialized() : this.terminal.buffer.active.type,
    };
  }

  /** What decides how later text will look. */
  state() {
    const core = this.#core;
    const { modes, decPrivateModes } = core.coreService;
    const charsets = core._charsetService;
    const attributes = core._inputHandler._curAttrData;
    const { convertEol, cursorBlink } = core.optionsService.rawOptions;
    return {
      parser: core._inputHandler._parser.currentState,
      modes: { ...modes, ...decPrivateModes },
      options: { convertEol, cursorBlink },
      hidden: core.coreService.isCursorHidden,
      mouse: core.coreMouseService.activeEncoding,
      mouseProtocol: core.coreMouseService.activeProtocol,
      alternate: core.buffers.active === core.buffers.alt,
      colours: [...this.#colours].map(([index, rgb]) => `${index}=${rgb}`).sort(),
      attributes: [colour(attributes.fg), colour(attributes.bg)],
      underlineColour: colour(attributes.extended.underlineColor),
      underlineStyle: (attributes.extended._ext >> 26) & 7,
      linked: attributes.extended.urlId !== 0,
      charset: JSON.stringify(charsets.charset),
      charsets: [0, 1, 2, 3].map((set) => JSON.stringify(charsets._charsets[set])),
      level: charsets.glevel,
      normalScreen: this.#screenState(core.buffers.normal),
      alternateScreen: this.#screenState(core.buffers.alt),
    };
  }

  /** Where what is printed links to, undefined also if the line in which the link began is gone: xterm.js forgets it then. */
  link() {
    const { urlId } = this.#core._inputHandler._curAttrData.extended;
    return this.#core._oscLinkService.getLinkData(urlId);
  }

  /** @param {{ type: number, index?: number, color: number[] }} change */
  #recolour({ type, index, color }) {
    if (type === REPORT_COLOUR) return;
    if (type === SET_COLOUR && index !== undefined) this.#colours.set(index, color.join());
    else if (index !== undefined) this.#colours.delete(index);
    else for (const key of [...this.#colours.keys()]) if (key < 256) this.#colours.delete(key);
  }

  /** @param {any} buffer */
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

  /** @param {any} line @param {number} x */
  #cell(line, x) {
    const CellData = this.#core.buffers.active.getNullCell().constructor;
    const cell = line.loadCell(x, new CellData());
    return cell.getChars() + attributesOf(cell);
  }

  /** @param {any} buffer */
  #screenState({ savedCurAttrData: saved, savedCharset, scrollTop, scrollBottom, tabs }) {
    return {
      margins: [scrollTop, scrollBottom],
      tabs: Object.keys(tabs)
        .filter((column) => tabs[column])
        .map(Number)
        // The cursor stops at the first and at the last column anyway.
        .filter((column) => column > 0 && column < this.terminal.cols - 1),
      savedAttributes: [colour(saved.fg), colour(saved.bg)],
      savedCharset: JSON.stringify(savedCharset),
    };
  }
}

/** @param {any} cell */
function attributesOf(cell) {
  const extended = cell.hasExtendedAttrs() ? cell.extended : undefined;
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
    cell.isUnderline() && `U${cell.getUnderlineStyle()}`,
    extended && `E${extended.underlineStyle}.${colour(extended.underlineColor).toString(16)}`,
    extended?.urlId && "L",
  ]
    .filter((part) => part)
    .join("");
}

/** xterm.js leaves the rest of an older colour in the bits that the colour's kind does not use. @param {number} bits */
function colour(bits) {
  const mode = bits & COLOUR_MODE;
  if (mode === RGB) return bits >>> 0;
  return (mode === 0 ? bits & ~0xffffff : bits & ~0xffff00) >>> 0;
}

const COLOUR_MODE = 0x3000000;
const RGB = 0x3000000;
const [REPORT_COLOUR, SET_COLOUR] = [0, 1];
