// One who follows a channel, at a pace of its own: where it stands, and how much it has been given but has not shown.

import { Cursor } from "./cursor.js";
import { WINDOW_BYTES } from "./subscription.js";

/**
 * @typedef {import("../connection/protocol.js").ChannelMessage} ChannelMessage
 * @typedef {import("../connection/protocol.js").Subscribed} Subscribed
 */

export class Follower {
  #view;
  #windowBytes;
  #moved;
  /** Whether it shows output. */
  takesOutput;
  #unshownBytes = 0;
  #cursor;
  #closed = false;
  /** The number of the recent entry that comes next; what has been forgotten before it is asked for. */
  next = 0;
  /** Of the past, what has been asked for and not delivered. @type {import("../connection/protocol.js").Envelope[]} */
  past = [];
  /** Whether it follows a pattern that this channel fits, and not the channel by its name. */
  isOfPattern = false;
  /** Whether the past is being asked for. */
  isAsking = false;
  /** Whether entries are being delivered: who shows one at once is not to be given the next one within. */
  isServed = false;

  /**
   * @param {import("./view.js").View} view
   * @param {import("./view.js").FollowOptions} options
   * @param {() => void} moved called when there may be room again
   */
  constructor(view, { windowBytes = WINDOW_BYTES, position, output = true }, moved) {
    this.#view = view;
    this.takesOutput = output;
    this.#windowBytes = windowBytes;
    this.#cursor = new Cursor(position);
    this.#moved = moved;
  }

  /** The last record that it has. */
  get position() {
    return this.#cursor;
  }

  /** Something that is larger than the window goes alone. */
  get hasRoom() {
    return !this.#closed && (this.#unshownBytes === 0 || this.#unshownBytes < this.#windowBytes);
  }

  get isClosed() {
    return this.#closed;
  }

  close() {
    this.#closed = true;
  }

  /** Delivery begins, or another log goes on. @param {Subscribed} subscribed */
  begin(subscribed) {
    const { state, run, recovered } = subscribed.data;
    const { at, missing } = this.#cursor.begin(subscribed, recovered === true);
    if (missing) this.#view.gap?.({ ...missing, reason: "evicted", state, run });
    if (at === "another") this.#view.newLog?.(subscribed);
    else this.#view.subscribed?.(subscribed, at === "first");
  }

  /** @param {ChannelMessage} message @param {() => void} [acknowledge] */
  show(message, acknowledge) {
    // An acknowledgement covers all before it, also the output that this one does not show.
    const shown = this.takesOutput ? acknowledge : undefined;
    const step = this.#cursor.advance(message);
    if (step.restarted) this.#view.reset?.();
    if (!step.fresh) return shown?.();
    if (step.missing) this.#view.gap?.({ ...step.missing, reason: "lost" });
    if (!this.takesOutput && message.type === "terminal_output") return;
    const bytes = sizeOf(message);
    this.#unshownBytes += bytes;
    let isShown = false;
    this.#view.show(message, () => {
      if (isShown || this.#closed) return;
      isShown = true;
      this.#unshownBytes -= bytes;
      shown?.();
      this.#moved();
    });
  }

  /** @param {import("../connection/protocol.js").Gap} gap */
  gap(gap) {
    const { offset } = this.#cursor;
    const isAhead = offset !== undefined && gap.reason !== "restart" && gap.from <= offset;
    if (isAhead && gap.to <= offset) return;
    this.#cursor.skip(gap.to);
    // What the server could not send any more, this one may have had earlier.
    this.#view.gap?.(isAhead ? { ...gap, from: offset + 1 } : gap);
  }

  reset() {
    this.#cursor.forget();
    this.#view.reset?.();
  }

  /** @param {import("../connection/protocol.js").Refusal} refusal */
  refuse(refusal) {
    this.#view.refused?.(refusal);
  }
}

/** About how many bytes a message takes. @param {ChannelMessage} message */
export function sizeOf({ data }) {
  return typeof data.output === "string" ? data.output.length : JSON.stringify(data).length;
}
