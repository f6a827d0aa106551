// Brings a terminal's state, not its contents, back to that of one that has just been opened.

/**
 * Knows which of the things that take effort have been touched at all since the last time.
 */
export class FreshState {
  #terminal;
  #colours = false;
  #alternate = false;

  /** @param {import("./internals.js").Terminal} terminal */
  constructor(terminal) {
    this.#terminal = terminal;
    terminal.buffer.onBufferChange(() => (this.#alternate = true));
    for (const command of COLOUR_COMMANDS) {
      terminal.parser.registerOscHandler(command, () => {
        this.#colours = true;
        return false;
      });
    }
  }

  /**
   * To be written when everything before it has been parsed. What is on the screen and in the scrollback stays, and so does the cursor;
   * from the alternate screen it goes back to where it was.
   */
  sequence() {
    const { active, normal } = this.#terminal.buffer;
    let sequence = CANCEL + SOFT_RESET;
    // A soft reset leaves out what the other screen keeps for itself: margins and a saved cursor with its colours.
    if (active.type === "alternate") {
      const { cursorX, cursorY } = normal;
      sequence += `${LEAVE_ALTERNATE}${SOFT_RESET}\x1b[${cursorY + 1};${cursorX + 1}H`;
    } else if (this.#alternate) {
      sequence += `${VISIT_ALTERNATE}${SOFT_RESET}${END_VISIT}`;
    }
    if (this.#colours) sequence += DEFAULT_COLOURS;
    this.#colours = false;
    this.#alternate = false;
    this.restoreTabStops();
    return sequence;
  }

  /** xterm.js has a command that clears tab stops, but sets all of them only when their distance changes. */
  restoreTabStops() {
    const { options } = this.#terminal;
    const { tabStopWidth } = options;
    options.tabStopWidth = 1;
    options.tabStopWidth = tabStopWidth;
  }
}

/** Ends a sequence that was not finished. */
const CANCEL = "\x18";
/** Colours, link, character sets and modes; of the screen that is shown also margins and saved cursor. */
const SOFT_RESET = "\x1b[!p";
/** A mode that no program sets, and that xterm.js passes over: nothing of this visit is to be seen. */
export const VISIT_MODE = 79_001;
const VISIT_ALTERNATE = `\x1b[?1047;${VISIT_MODE}h`;
const END_VISIT = `\x1b[?1047;${VISIT_MODE}l`;
// Without saving and restoring the cursor.
const LEAVE_ALTERNATE = "\x1b[?1047l";
const DEFAULT_COLOURS = "\x1b]104\x1b\\\x1b]110\x1b\\\x1b]111\x1b\\\x1b]112\x1b\\";
const COLOUR_COMMANDS = [4, 10, 11, 12];
