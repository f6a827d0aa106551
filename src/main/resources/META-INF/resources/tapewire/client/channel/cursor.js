// Where a viewer stands in a channel's log, and whether what arrives is what comes next.

/**
 * @typedef {{ epoch?: string, offset?: number }} Position the last record that one has of a log
 *
 * @typedef {object} Step
 * @property {boolean} fresh false for a record that was there before
 * @property {boolean} restarted the record belongs to another log than the ones before it
 * @property {{ from: number, to: number }} [missing] records that should have come before this one
 *
 * @typedef {object} Beginning
 * @property {"first" | "resumed" | "another"} at where nothing stood before, where the cursor stands, or in another log
 * @property {{ from: number, to: number }} [missing] records between the cursor and where it goes on
 */

export class Cursor {
  /** @type {string | undefined} */
  epoch;
  /** @type {number | undefined} */
  offset;

  /** @param {Position} [position] */
  constructor({ epoch, offset } = {}) {
    this.epoch = epoch;
    this.offset = offset;
  }

  /** What to send to go on strictly after the last record; nothing when there is no such place. */
  resumption() {
    return this.epoch === undefined || this.offset === undefined ? {} : { epoch: this.epoch, offset: this.offset };
  }

  /**
   * The server says where delivery begins. In the same log the cursor continues from its position.
   *
   * @param {{ epoch: string, offset: number }} beginning
   * @param {boolean} [recovered] the server goes on where the cursor stands, whatever it calls the log now
   * @returns {Beginning}
   */
  begin({ epoch, offset }, recovered = false) {
    const stood = this.offset;
    if (stood !== undefined && (recovered || epoch === this.epoch)) {
      this.epoch = epoch;
      if (offset <= stood) return { at: "resumed" };
      this.offset = offset;
      return { at: "resumed", missing: { from: stood + 1, to: offset } };
    }
    const restarted = this.epoch !== undefined && epoch !== this.epoch;
    this.epoch = epoch;
    this.offset = offset;
    return { at: restarted ? "another" : "first" };
  }

  /**
   * @param {{ epoch: string, first: number, offset: number }} record
   * @returns {Step}
   */
  advance({ epoch, first, offset }) {
    const restarted = this.epoch !== undefined && epoch !== this.epoch;
    if (restarted || this.offset === undefined) {
      this.epoch = epoch;
      this.offset = offset;
      return { fresh: true, restarted };
    }
    this.epoch = epoch;
    if (offset <= this.offset) return { fresh: false, restarted };
    const missing = first > this.offset + 1 ? { from: this.offset + 1, to: first - 1 } : undefined;
    this.offset = offset;
    return { fresh: true, restarted, missing };
  }

  /** Records up to here will not come. @param {number} offset */
  skip(offset) {
    if (this.offset !== undefined) this.offset = Math.max(this.offset, offset);
  }

  /** The log is gone; whatever comes next is the beginning of another. */
  forget() {
    this.epoch = undefined;
    this.offset = undefined;
  }
}
