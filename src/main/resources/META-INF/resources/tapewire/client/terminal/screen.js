// The terminal emulator as this client uses it: xterm.js, read-only, as large as its place, with a bounded memory.

import { UnicodeGraphemesAddon } from "../../vendor/addon-unicode-graphemes.js";
import { Terminal } from "../../vendor/xterm.js";
import { EMULATION, Emulator } from "./emulator.js";
import { Fitting } from "./fitting.js";
import { theme } from "./theme.js";
import { scrollByTouch } from "./touch.js";
import { Writer } from "./writer.js";

export class Screen {
  #fitting;
  #untouch;

  /**
   * @param {HTMLElement} place
   * @param {{ scrollback?: number, rows?: number }} [options] lines kept above the visible ones; a fixed height in lines
   */
  constructor(place, { scrollback = SCROLLBACK_LINES, rows } = {}) {
    this.terminal = new Terminal({
      ...EMULATION,
      scrollback,
      theme,
      fontFamily: FONTS,
      fontSize: matchMedia("(max-width: 40rem)").matches ? 12 : 13,
      lineHeight: 1.2,
      cursorInactiveStyle: "none",
      // The output is anyone's: only web links are followed, and the opened page learns nothing about this one.
      linkHandler: { activate: (_event, text) => openLink(text) },
    });
    this.emulator = new Emulator(this.terminal, new UnicodeGraphemesAddon());
    this.terminal.open(place);
    this.terminal.attachCustomKeyEventHandler((event) => this.#key(event));
    // No keyboard on the screen for what takes no input.
    this.terminal.textarea?.setAttribute("inputmode", "none");
    this.terminal.textarea?.setAttribute("aria-label", "Terminal output, read only");
    this.writer = new Writer((text, parsed) => this.terminal.write(text, parsed), {
      // Browsers run a hidden page's timers once a second or less. Nobody waits for it then, so it may do more at once.
      sliceLength: () => (document.hidden ? HIDDEN_SLICE_LENGTH : SLICE_LENGTH),
    });
    this.#untouch = scrollByTouch(place, this.terminal);
    this.#fitting = new Fitting(this.terminal, place, rows);
  }

  /** @param {import("./fitting.js").Size | undefined} size a program's terminal's; without one, as large as the place allows */
  resize(size) {
    this.#fitting.size = size;
  }

  /** Everything that the terminal holds, scrollback included, as plain text. */
  text() {
    const { active } = this.terminal.buffer;
    let text = "";
    for (let y = 0; y < active.length; y++) {
      const line = active.getLine(y);
      if (!line) continue;
      text += (line.isWrapped || y === 0 ? "" : "\n") + line.translateToString(true);
    }
    return text.trimEnd();
  }

  dispose() {
    this.#fitting.dispose();
    this.#untouch();
    this.writer.clear();
    this.terminal.dispose();
  }

  /** Keys scroll; all others are the browser's, Tab and Ctrl+C included. @param {KeyboardEvent} event */
  #key(event) {
    if (event.type === "keydown" && !event.ctrlKey && !event.altKey && !event.metaKey) {
      const scroll = SCROLL_KEYS[event.key];
      if (scroll) {
        scroll(this.terminal);
        event.preventDefault();
      }
    }
    return false;
  }
}

/** @type {Record<string, ((terminal: Terminal) => void) | undefined>} */
const SCROLL_KEYS = {
  ArrowUp: (terminal) => terminal.scrollLines(-1),
  ArrowDown: (terminal) => terminal.scrollLines(1),
  PageUp: (terminal) => terminal.scrollPages(-1),
  PageDown: (terminal) => terminal.scrollPages(1),
  Home: (terminal) => terminal.scrollToTop(),
  End: (terminal) => terminal.scrollToBottom(),
};

/** @param {string} text */
function openLink(text) {
  if (/^https?:\/\//i.test(text)) open(text, "_blank", "noopener,noreferrer");
}

const SCROLLBACK_LINES = 10_000;
const SLICE_LENGTH = 64 * 1024;
const HIDDEN_SLICE_LENGTH = 1024 * 1024;
const FONTS = 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace';
