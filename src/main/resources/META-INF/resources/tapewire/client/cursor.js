// Where a viewer stands in a channel's log, and whether what arrives is what comes next.

/**
 * @typedef {object} Step
 * @property {boolean} fresh false for a record that was there before
 * @property {boolean} restarted the record belongs to another log than the ones before it
 * @property {{ from: number, to: number }} [missing] records that should have come before this one
 */

export class Cursor {
  /** @type {string | undefined} */
  epoch;
  /** @type {number | undefined} */
  offset;

  /** What to send to go on strictly after the last record; nothing when there is no such place. */
  resumption() {
    return this.epoch === undefined || this.offset === undefined ? {} : { epoch: this.epoch, offset: this.offset };
  }

  /**
   * The server says where delivery begins. In the same log the cursor stays: if records between the two
   * are neither delivered nor named by a gap, the next one will show the hole.
   *
   * @param {{ epoch: string, offset: number }} beginning
   * @returns {boolean} whether this is another log than before
   */
  begin({ epoch, offset }) {
    if (epoch === this.epoch && this.offset !== undefined) return false;
    const restarted = this.epoch !== undefined && epoch !== this.epoch;
    this.epoch = epoch;
    this.offset = offset;
    return restarted;
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
