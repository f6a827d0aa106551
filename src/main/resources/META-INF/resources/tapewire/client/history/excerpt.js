// A passage, and the log that it comes from. Immutable: what comes before or after it makes another one.

import { LogPages } from "./log-pages.js";

/**
 * @typedef {import("./passage.js").Passage} Passage
 * @typedef {import("./log-pages.js").LogPage} LogPage
 *
 * @typedef {object} Log what is read
 * @property {string} channel
 * @property {(path: string, options: { signal: AbortSignal }) => Promise<Response>} get a path below the application's root
 * @property {() => number} last offset of the last record that is known
 *
 * @typedef {object} Opening
 * @property {Passage} passage
 * @property {import("./pane.js").Top | "mark" | "start"} where one begins to read
 *
 * @callback Read
 * @param {LogPages} pages
 * @param {AbortSignal} signal
 * @returns {Promise<Opening | undefined>} undefined: the server has not got it
 */

export class Excerpt {
  #log;
  #pages;

  /** @param {Log} log @param {LogPages} pages @param {Passage} passage */
  constructor(log, pages, passage) {
    this.#log = log;
    this.#pages = pages;
    this.passage = passage;
  }

  /** @param {Log} log @param {Read} read @param {AbortSignal} signal @returns {Promise<{ excerpt: Excerpt, where: Opening["where"] } | undefined>} */
  static async read(log, read, signal) {
    const pages = new LogPages(log.get, log.channel);
    const opening = await read(pages, signal);
    signal.throwIfAborted();
    return opening && { excerpt: new Excerpt(log, pages, opening.passage), where: opening.where };
  }

  get log() {
    return this.#log;
  }

  /** Whether nothing is known to come in this direction. @param {1 | -1} direction */
  isEnd(direction) {
    return direction < 0 ? this.passage.isStart : this.passage.last >= this.#log.last();
  }

  /** @param {1 | -1} direction @param {AbortSignal} signal @returns {Promise<Excerpt>} this one if nothing has come */
  async longer(direction, signal) {
    const { passage } = this;
    const page = await (direction < 0 ? this.#pages.before(passage.first, signal) : this.#pages.after(passage.last, signal));
    signal.throwIfAborted();
    if (page?.epoch !== passage.epoch) throw new Error("the channel has started over");
    const next = direction < 0 ? passage.withOlder(page) : passage.withNewer(page);
    return next === passage ? this : new Excerpt(this.#log, this.#pages, next);
  }
}
