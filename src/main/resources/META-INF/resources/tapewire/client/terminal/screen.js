// The terminal emulator as this client uses it: xterm.js, read-only, as large as its place, with a bounded memory.

import { UnicodeGraphemesAddon } from "../../vendor/addon-unicode-graphemes.js";
import { Terminal } from "../../vendor/xterm.js";
import { EMULATION, Emulator } from "./emulator.js";
import { Fitting } from "./fitting.js";
import { keepStill } from "./still-view.js";
import { moveTogether } from "./scroll-bar.js";
import { onProgress } from "./progress.js";
import { recordsAround, textOf } from "./rows-text.js";
import { RecordRows } from "./record-rows.js";
import { Tail } from "./tail.js";
import { takeLongTurns } from "./long-turns.js";
import { lettersOf, onThemeChange, themeOf } from "./theme.js";
import { scrollByKeys } from "./scroll-keys.js";
import { scrollByTouch } from "./touch.js";
import { Writer } from "./writer.js";

export class Screen {
  #place;
  #beyond;
  #fitting;
  #untouch;
  #unwatch;

  /**
   * @param {HTMLElement} place
   * @param {object} options
   * @param {number} [options.scrollback] lines kept above the visible ones
   * @param {number} [options.rows] a fixed height in lines
   * @param {(state: import("./tail.js").State) => void} options.tailed
   * @param {(percent: number | undefined) => void} options.progressed
   * @param {import("./scroll-keys.js").Beyond} options.beyond
   * @param {boolean} [options.keepsText] whether programs cannot clear what is in the scrollback
   */
  constructor(place, { scrollback = SCROLLBACK_LINES, rows, tailed, progressed, beyond, keepsText = false }) {
    this.#place = place;
    this.#beyond = beyond;
    this.terminal = new Terminal({
      ...EMULATION,
      scrollback,
      theme: themeOf(place),
      // Programs choose colours for a background that they don't know.
      minimumContrastRatio: LEAST_CONTRAST,
      ...lettersOf(place),
      cursorInactiveStyle: "none",
      // The output is anyone's: only web links are followed, and the opened page learns nothing about this one.
      linkHandler: { activate: (_event, text) => openLink(text) },
    });
    this.emulator = new Emulator(this.terminal, new UnicodeGraphemesAddon());
    this.records = new RecordRows(this.terminal);
    this.terminal.open(place);
    moveTogether(this.terminal);
    // No keyboard on the screen for what takes no input.
    this.terminal.textarea?.setAttribute("inputmode", "none");
    this.terminal.textarea?.setAttribute("aria-label", "Terminal output, read only");
    this.writer = new Writer((text, parsed) => this.terminal.write(text, parsed), {
      // Browsers run a hidden page's timers once a second or less. Nobody waits for it then, so it may do more at once.
      sliceLength: () => Math.min(this.tail.room, document.hidden ? HIDDEN_SLICE_LENGTH : SLICE_LENGTH),
      mayMove: () => this.tail.following,
    });
    takeLongTurns(this.terminal, () => this.writer.written < BEFORE_LENGTH);
    this.tail = new Tail(this.terminal, place, {
      changed: (state) => {
        if (state.following) this.writer.resume();
        tailed(state);
      },
      isHeld: () => this.writer.isHeld,
      above: () => this.#above(),
    });
    scrollByKeys(this.terminal, place, { ...beyond, up: () => this.#above() }, (scroll) => this.tail.scroll(scroll));
    onProgress(this.terminal, progressed);
    keepStill(this.terminal, this.emulator, this.tail, keepsText);
    this.#unwatch = onThemeChange(() => this.restyle());
    this.#untouch = scrollByTouch(
      place,
      this.terminal,
      (scroll) => this.tail.scroll(scroll),
      () => this.#above(),
    );
    this.#fitting = new Fitting(this.terminal, place, rows);
  }

  /** @param {import("./fitting.js").Size | undefined} size a program's terminal's; without one, as large as the place allows */
  resize(size) {
    this.#fitting.size = size;
  }

  /** @param {number | undefined} lines kept above the visible ones */
  set scrollback(lines) {
    this.tail.scrollback = lines ?? SCROLLBACK_LINES;
  }

  /** @param {number | undefined} rows a fixed height in lines */
  set rows(rows) {
    this.#fitting.rows = rows;
  }

  /** Takes the colours anew from the page's style sheet. */
  restyle() {
    this.terminal.options.theme = themeOf(this.#place);
  }

  /** @param {boolean} wraps whether a line that is longer than its place goes on below */
  set wraps(wraps) {
    this.#fitting.wraps = wraps;
  }

  /** Empties the terminal but for the line that is being printed. @returns {boolean} false: a program fills the screen, and keeps its picture */
  clear() {
    if (this.emulator.isAlternate) return false;
    // Nothing is left to be read, and what a pause holds back would come before.
    this.tail.follow();
    this.writer.put(() => {
      if (!this.emulator.isAlternate) this.terminal.clear();
      return "";
    });
    return true;
  }

  /** See recordsAround. @param {number} row */
  recordsAround(row) {
    return recordsAround(this.terminal, this.records, row);
  }

  /** The lines that are visible now, as plain text. */
  visibleText() {
    const { active } = this.terminal.buffer;
    return textOf(this.terminal, active.viewportY, active.viewportY + this.terminal.rows);
  }

  /** Everything that the terminal holds, scrollback included, as plain text. */
  text() {
    return textOf(this.terminal, 0, this.terminal.buffer.active.length);
  }

  dispose() {
    this.#fitting.dispose();
    this.#untouch();
    this.#unwatch();
    this.tail.dispose();
    this.writer.clear();
    this.terminal.dispose();
  }

  /** A program that fills the screen has nothing above it. */
  #above() {
    if (!this.emulator.isAlternate) this.#beyond.up();
  }
}

/** @param {string} text */
function openLink(text) {
  if (/^https?:\/\//i.test(text)) open(text, "_blank", "noopener,noreferrer");
}

/** As WCAG 2.2 AA asks for. */
const LEAST_CONTRAST = 4.5;
const SCROLLBACK_LINES = 10_000;
const SLICE_LENGTH = 64 * 1024;
const HIDDEN_SLICE_LENGTH = 1024 * 1024;
/** So many characters are taken for what was printed before. */
const BEFORE_LENGTH = 1024 * 1024;
