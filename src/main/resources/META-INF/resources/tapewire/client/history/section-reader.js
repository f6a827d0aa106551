// Reads a run's records for its sections, page by page, and later goes on where it stopped.

import { Sections } from "../terminal/sections.js";

/**
 * @typedef {object} Extent offsets
 * @property {number} first of the run's first record
 * @property {number} [last] of its last record, once it has ended
 * @property {number} [printed] of the channel's last record, if that is known
 */

export class SectionReader {
  #sections = new Sections();
  #first;
  /** The last record that has been read. */
  #read;
  #isComplete = false;

  /** @param {number} first offset of the run's first record */
  constructor(first) {
    this.#first = first;
    this.#read = first - 1;
  }

  get sections() {
    return this.#sections.list;
  }

  /** Whether there is nothing more to read, or no more is read. */
  get isComplete() {
    return this.#isComplete;
  }

  /** Why there may be other sections; empty if there are none. */
  get limit() {
    if (this.#sections.isFull) return "there are more";
    return this.#isFar ? `only the first ${MOST_RECORDS.toLocaleString("en")} records have been read` : "";
  }

  /** Whether there is something to read, as far as that is known. @param {Extent} extent */
  isBehind({ last, printed = 0 }) {
    return !this.#isComplete && (last !== undefined || printed > this.#read);
  }

  /**
   * Reads what is there.
   *
   * @param {import("./log-pages.js").LogPages} pages
   * @param {() => Extent} extent asked before each page: the run may end meanwhile
   * @param {AbortSignal} signal
   * @throws {Error} when the server does not answer, or nobody wants to know any more; later calls go on
   */
  async readOn(pages, extent, signal) {
    while (!this.#isComplete) {
      const { last, printed = Infinity } = extent();
      if (this.#read >= (last ?? Infinity) || this.#sections.isFull || this.#isFar) return this.#finish();
      const page = await pages.after(this.#read, signal);
      signal.throwIfAborted();
      for (const record of page?.records ?? []) if (record.offset <= (last ?? Infinity)) this.#sections.read(record);
      if (page && page.records.length > 0) this.#read = page.last;
      // Of a run that has ended the rest may have been evicted.
      else if (last !== undefined) return this.#finish();
      else if (extent().last === undefined) return;
      if (last === undefined && extent().last === undefined && this.#read >= printed) return;
    }
  }

  get #isFar() {
    return this.#read - this.#first >= MOST_RECORDS;
  }

  /** Only now is the last line as long as it will be. */
  #finish() {
    this.#sections.finish();
    this.#isComplete = true;
  }
}

/** Records of at most 1 KiB of output each. */
const MOST_RECORDS = 50_000;
