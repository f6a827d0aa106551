// When the lines of a terminal were printed, by the server's clock. What the terminal was not told is asked for.

import { decode } from "../connection/protocol.js";
import { nearestLine, printedLines } from "../terminal/printed-lines.js";

/**
 * @typedef {import("../terminal/printed-lines.js").PrintedLine} PrintedLine
 *
 * @typedef {object} Row a row of the terminal in which a line begins
 * @property {{ offset: number, time?: number } | undefined} mark the last record that is known to begin at or above it; `time`, in milliseconds
 *   since 1970, unless it came together with others
 * @property {number | undefined} to the next record that is known to begin below it
 * @property {number} lines how many lines begin between that record and this row
 * @property {string} text
 */

export class LineTimes {
  #read;
  #changed;
  /** What records from an offset on have printed; undefined while the server is asked. @type {Map<number, PrintedLine[] | undefined>} */
  #known = new Map();

  /**
   * @param {(path: string) => Promise<Response>} read asks the server about the channel, as `records?after=1`
   * @param {() => void} changed more is known
   */
  constructor(read, changed) {
    this.#read = read;
    this.#changed = changed;
  }

  /** Another log is shown. */
  forget() {
    this.#known.clear();
  }

  /** @param {Row} row @returns {{ time: number, offset: number } | undefined} undefined: not known, or not yet */
  timeOf({ mark, to, lines: index, text }) {
    if (!mark) return undefined;
    const { offset, time } = mark;
    if (time !== undefined) return { time, offset };
    const lines = this.#known.get(offset);
    if (!this.#known.has(offset)) void this.#ask(offset, to);
    // A line that was drawn over has another text by now.
    const line = lines && (nearestLine(lines, index, text) ?? lines.at(Math.min(index, lines.length - 1)));
    return line && { time: Date.parse(line.timestamp ?? ""), offset: line.offset };
  }

  /** @param {number} from @param {number} [to] */
  async #ask(from, to = Infinity) {
    this.#known.set(from, undefined);
    for (const oldest of this.#known.keys()) if (this.#known.size > MOST_KNOWN) this.#known.delete(oldest);
    try {
      const records = [];
      // One more, which tells whether the first begins in the middle of a line.
      for (let after = Math.max(0, from - 2); after + 1 < to && records.length < MOST_RECORDS;) {
        const limit = Math.min(PAGE_RECORDS, to - 1 - after);
        const response = await this.#read(`records?after=${after}&limit=${limit}`);
        if (!response.ok) throw new Error(`status ${response.status}`);
        const page = (await response.text()).split("\n").filter(Boolean).map(decode);
        records.push(...page);
        const last = page.at(-1)?.offset;
        if (page.length < limit || last === undefined) break;
        after = last;
      }
      const before = records.filter(({ offset = 0 }) => offset < from).at(-1);
      const isWithin = before?.type === "terminal_output" && !before.data.output.endsWith("\n");
      const own = records.filter(({ offset = 0 }) => offset >= from);
      if (!this.#known.has(from)) return;
      this.#known.set(from, printedLines(own, isWithin));
      this.#changed();
    } catch (error) {
      // The lines stay without a time, and are asked for again when they are drawn the next time.
      this.#known.delete(from);
      console.warn("tapewire: when lines were printed cannot be read:", error);
    }
  }
}

/** Parts of the log of which it is known. A part is what one frame brings, 64 KiB at most. */
const MOST_KNOWN = 16;
/** As many as the server gives at once. */
const PAGE_RECORDS = 1_000;
const MOST_RECORDS = 5_000;
