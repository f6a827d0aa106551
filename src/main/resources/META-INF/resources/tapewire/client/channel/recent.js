// What the server has sent of a channel lately, for those who have not had it yet.

/**
 * @typedef {import("../connection/protocol.js").ChannelMessage} ChannelMessage
 * @typedef {import("../connection/protocol.js").Subscribed} Subscribed
 * @typedef {import("../connection/protocol.js").Gap} Gap
 *
 * @typedef {object} Entry
 * @property {"record" | "gap" | "beginning" | "reset"} kind
 * @property {ChannelMessage} [message] of a record
 * @property {Gap} [gap]
 * @property {Subscribed} [subscribed] of the beginning of a log
 * @property {number} bytes
 * @property {import("./cursor.js").Position} end where one is after it
 * @property {() => void} [shown] to be called when somebody has shown it
 */

/** Entries are numbered from 0, and keep their number. */
export class Recent {
  /** @type {Entry[]} */
  #entries = [];
  /** How many at the front of the array are gone: it is shortened only now and then. */
  #gone = 0;
  #bytes = 0;
  /** The number of the oldest entry that is still here. */
  first = 0;
  /** Where one must be to go on with the oldest entry. @type {import("./cursor.js").Position} */
  start = {};

  /** The number of the entry that comes next. */
  get next() {
    return this.first + this.#entries.length - this.#gone;
  }

  /** @param {number} number @returns {Entry | undefined} */
  at(number) {
    return number < this.first ? undefined : this.#entries[number - this.first + this.#gone];
  }

  /** @param {Entry} entry */
  add(entry) {
    this.#entries.push(entry);
    this.#bytes += entry.bytes;
  }

  /** Forgets the oldest entries. @param {number} mostBytes what may stay @param {number} needed the number of an entry that must stay */
  trim(mostBytes, needed) {
    while (this.#bytes > mostBytes && this.first < Math.min(needed, this.next)) {
      const { bytes, end } = this.#entries[this.#gone];
      this.#bytes -= bytes;
      this.start = end;
      this.first += 1;
      this.#gone += 1;
    }
    if (this.#gone > 1000 && this.#gone > this.#entries.length / 2) {
      this.#entries = this.#entries.slice(this.#gone);
      this.#gone = 0;
    }
  }

  /** Forgets everything; what comes next goes on there. @param {import("./cursor.js").Position} start */
  restart(start) {
    this.first = this.next;
    this.#entries = [];
    this.#gone = 0;
    this.#bytes = 0;
    this.start = start;
  }
}
