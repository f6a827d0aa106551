// The lines of a channel that pass a filter, as the server finds them: a bounded number of them, extended at either end.

/**
 * @typedef {import("./history-search.js").Hit} Hit
 * @typedef {import("./history-search.js").SearchQuery} SearchQuery
 * @typedef {{ hits: Hit[], reason: string, next: number }} Answer newest first
 *
 * @typedef {object} Listener
 * @property {(added: { above: number }) => void} changed so many lines have come before the first, or others anywhere
 * @property {(error: unknown) => void} failed
 */

export class FilteredLines {
  #search;
  #listener;
  #stop = new AbortController();
  /** Oldest first. @type {Hit[]} */
  #lines = [];
  /** Records before this one have not been searched; undefined when there are none. @type {number | undefined} */
  #next;
  /** The last record that was there when the newest lines were asked for. */
  #last = 0;
  #isBusy = false;
  #isBegun = false;

  /**
   * @param {(bounds: Pick<SearchQuery, "after" | "before" | "limit">, signal: AbortSignal) => Promise<Answer>} search
   * @param {Listener} listener
   */
  constructor(search, listener) {
    this.#search = search;
    this.#listener = listener;
  }

  get lines() {
    return this.#lines;
  }

  /** Records up to this one have been searched. */
  get last() {
    return this.#last;
  }

  /** Ends when nobody needs the lines any more. */
  get signal() {
    return this.#stop.signal;
  }

  /** Whether there are no lines before the first, as far as the server keeps them. */
  get isWhole() {
    return this.#isBegun && this.#next === undefined;
  }

  /** Whether earlier lines are not taken, because there are enough. */
  get isFull() {
    return this.#lines.length >= MOST;
  }

  close() {
    this.#stop.abort();
  }

  /** Takes lines before the first. */
  async older() {
    if (!this.#isBegun || this.#next === undefined || this.isFull) return;
    await this.#ask({ before: this.#next, limit: PAGE }, ({ hits, reason, next }) => {
      this.#lines = [...hits.reverse(), ...this.#lines];
      this.#next = reason === "exhausted" ? undefined : next;
      return hits.length;
    });
  }

  /**
   * Takes the newest lines. Those that began shortly before may go on in what has come since, so they are read again.
   *
   * @param {number} last offset of the last record that is known
   */
  async newer(last) {
    if (!this.#isBegun) return this.#begin(last);
    const after = Math.max(0, this.#last - AGAIN_RECORDS);
    await this.#ask({ after, limit: MOST_NEW }, ({ hits, reason, next }) => {
      // Another search of the same viewer has come in between; the next output asks again.
      if (reason === "replaced") return 0;
      this.#last = last;
      if (reason === "exhausted") this.#lines = [...this.#lines.filter(({ offset }) => offset <= after), ...hits.reverse()];
      else {
        // So many lines have come that there is a hole before them: what is older is loaded again where one scrolls to it.
        this.#lines = hits.reverse();
        this.#next = next;
      }
      this.#trim();
      return 0;
    });
  }

  /** @param {number} last */
  async #begin(last) {
    await this.#ask({ limit: PAGE }, ({ hits, reason, next }) => {
      this.#isBegun = true;
      this.#last = last;
      this.#lines = hits.reverse();
      this.#next = reason === "exhausted" ? undefined : next;
      return 0;
    });
  }

  /** One question at a time. @param {Pick<SearchQuery, "after" | "before" | "limit">} bounds @param {(answer: Answer) => number} take */
  async #ask(bounds, take) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    const { signal } = this.#stop;
    try {
      const answer = await this.#search(bounds, signal);
      this.#isBusy = false;
      if (!signal.aborted) this.#listener.changed({ above: take(answer) });
    } catch (error) {
      this.#isBusy = false;
      if (!signal.aborted) this.#listener.failed(error);
    }
  }

  /** The lines of one record stay together, because the server can only go on before a record. */
  #trim() {
    const tooMany = this.#lines.length - MOST;
    if (tooMany <= 0) return;
    const { offset } = this.#lines[tooMany];
    this.#lines = this.#lines.filter((line) => line.offset > offset);
    this.#next = offset + 1;
  }
}

/** Lines of an answer. */
const PAGE = 500;
/** As many as the server gives at once. */
const MOST_NEW = 1_000;
/** Lines that are held: 10,000 of 100 characters take about 5 MiB. */
export const MOST = 10_000;
/** A line that goes on for longer than so many records is shown as it stood. */
const AGAIN_RECORDS = 100;
