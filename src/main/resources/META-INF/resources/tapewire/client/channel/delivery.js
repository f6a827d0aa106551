// Gives a follower what comes next: from what has come lately, or from the past over HTTP.

import { isRecord } from "../connection/protocol.js";

/**
 * @typedef {import("./follower.js").Follower} Follower
 * @typedef {import("../connection/protocol.js").Subscribed} Subscribed
 */

export class Delivery {
  #channel;
  #recent;
  #past;
  /** How far the server's clock is ahead of this one, in milliseconds. */
  skew = 0;

  /**
   * @param {string} channel
   * @param {import("./recent.js").Recent} recent
   * @param {import("./past.js").Past} past
   */
  constructor(channel, recent, past) {
    this.#channel = channel;
    this.#recent = recent;
    this.#past = past;
  }

  /** Delivers as much as there is room for. @param {Follower} follower */
  serve(follower) {
    if (follower.isServed) return;
    follower.isServed = true;
    while (follower.hasRoom && this.#step(follower));
    follower.isServed = false;
  }

  /** The channel is gone: delivers everything that is kept here, whether there is room or not, and names what is missing. @param {Follower} follower */
  finish(follower) {
    while (this.#fromPast(follower));
    const { first, start } = this.#recent;
    if (follower.next < first) {
      if (start.epoch === follower.position.epoch) lose(follower, start.offset);
      follower.next = first;
    }
    for (let entry; (entry = this.#recent.at(follower.next)); follower.next += 1) {
      if (isWithin(follower.position, entry)) lose(follower, entry.end.offset);
      deliver(entry, follower);
    }
  }

  /**
   * What tells a follower where it begins, as the server would.
   *
   * @param {string} epoch
   * @param {number} offset
   * @param {boolean} recovered
   * @returns {Subscribed}
   */
  beginning(epoch, offset, recovered) {
    return { type: "subscribed", channel: this.#channel, epoch, offset, skew: this.skew, data: { recovered } };
  }

  /** @param {Follower} follower @returns {boolean} whether it went on */
  #step(follower) {
    if (this.#fromPast(follower)) return true;
    if (follower.isAsking) return false;
    if (follower.next < this.#recent.first) return this.#catchUp(follower);
    const entry = this.#recent.at(follower.next);
    if (!entry) return false;
    // Messages are merged for the one who is ahead: another may stand in the middle of one.
    if (isWithin(follower.position, entry)) return this.#ask(follower, /** @type {number} */ (entry.end.offset));
    follower.next += 1;
    deliver(entry, follower);
    return true;
  }

  /** @param {Follower} follower @returns {boolean} whether there was something */
  #fromPast(follower) {
    const past = follower.past.shift();
    if (past?.type === "gap") follower.gap(/** @type {import("../connection/protocol.js").Gap} */ (past.data));
    else if (past && isRecord(past)) follower.show(past);
    return past !== undefined;
  }

  /** What comes next for this follower is not kept here any more. @param {Follower} follower @returns {boolean} whether it went on */
  #catchUp(follower) {
    const { start } = this.#recent;
    if (start.epoch !== undefined && start.epoch !== follower.position.epoch) {
      follower.begin(this.beginning(start.epoch, 0, false));
    }
    const { offset = 0 } = follower.position;
    if (start.offset !== undefined && offset < start.offset) return this.#ask(follower, start.offset);
    follower.next = this.#recent.first;
    return true;
  }

  /** @param {Follower} follower @param {number} to the last record that is needed */
  #ask(follower, to) {
    const { epoch, offset = 0 } = follower.position;
    follower.isAsking = true;
    this.#past.ask(
      this.#channel,
      offset,
      to,
      (records) => {
        follower.isAsking = false;
        // No log has a hole that it does not name: what is not there now belongs to a log that is gone.
        if (records.length > 0 && records[0].epoch === epoch) follower.past = records;
        else follower.gap({ from: offset + 1, to, reason: "lost" });
        this.serve(follower);
      },
      () => follower.isClosed,
    );
    return false;
  }
}

/** @param {import("./recent.js").Entry} entry @param {Follower} follower */
function deliver({ kind, message, gap, subscribed, shown }, follower) {
  if (kind === "reset") follower.reset();
  else if (gap) follower.gap(gap);
  else if (subscribed) follower.begin(subscribed);
  else if (message) follower.show(message, shown);
}

/** Names what this follower will not get. @param {Follower} follower @param {number} [to] */
function lose(follower, to = 0) {
  const { offset = 0 } = follower.position;
  if (to > offset) follower.gap({ from: offset + 1, to, reason: "lost" });
}

/** @param {import("./cursor.js").Position} position @param {import("./recent.js").Entry} entry */
function isWithin({ epoch, offset = 0 }, { message }) {
  return message !== undefined && message.epoch === epoch && message.first <= offset && offset < message.offset;
}
