// A part of a channel's log that is held to be read: consecutive pages, of which there is never much. Immutable.

/** @typedef {import("./log-pages.js").LogPage} LogPage */

export class Passage {
  #pages;

  /** @param {LogPage[]} pages at least one, each beginning where the one before ends */
  constructor(pages) {
    this.#pages = pages;
  }

  get epoch() {
    return this.#pages[0].epoch;
  }

  /** Offset of the first record. */
  get first() {
    return this.#pages[0].first;
  }

  /** Offset of the last record. */
  get last() {
    return this.#pages[this.#pages.length - 1].last;
  }

  /** What the records before it have left behind. */
  get context() {
    return this.#pages[0].context;
  }

  /** How many records before the first are no longer kept, if the first is the oldest that is kept. */
  get forgotten() {
    return this.#pages[0].forgotten;
  }

  /** Whether the server keeps nothing before it. */
  get isStart() {
    return this.first <= 1 || this.forgotten > 0;
  }

  /** When its first page was read, by the server's clock, in milliseconds since 1970. */
  get time() {
    return this.#pages[0].time;
  }

  get records() {
    return this.#pages.flatMap(({ records }) => records);
  }

  /** @param {number} offset */
  has(offset) {
    return this.first <= offset && offset <= this.last;
  }

  /** @param {LogPage} page the one before @returns {Passage} without the newest records if there would be too many */
  withOlder(page) {
    // Its first record may have been evicted since the pages after it were read.
    if (page.records.length === 0) return new Passage([{ ...this.#pages[0], forgotten: page.forgotten }, ...this.#pages.slice(1)]);
    const pages = [page, ...this.#pages];
    while (isTooLong(pages)) pages.pop();
    return new Passage(pages);
  }

  /** @param {LogPage} page the one after @returns {Passage} without the oldest records if there would be too many */
  withNewer(page) {
    if (page.records.length === 0) return this;
    // What was between them is gone, and with it all that was before.
    if (page.first > this.last + 1) return new Passage([page]);
    const pages = [...this.#pages, page];
    while (isTooLong(pages)) pages.shift();
    return new Passage(pages);
  }
}

/** @param {LogPage[]} pages */
function isTooLong(pages) {
  return pages.length > LEAST_PAGES && pages.reduce((sum, { rows }) => sum + rows, 0) > MOST_ROWS;
}

/** Two are around the line that one looks at. */
const LEAST_PAGES = 2;
const MOST_ROWS = 8_000;
