// One channel as one viewer follows it: every record once and in order, or a gap that names what is missing.

import { Acknowledgement } from "./acknowledgement.js";
import { Cursor } from "./cursor.js";
import { isRecord } from "../connection/protocol.js";

/**
 * @typedef {import("../connection/protocol.js").Envelope} Envelope
 * @typedef {import("../connection/protocol.js").Subscribed} Subscribed
 * @typedef {import("./view.js").View} View
 */

export class Subscription {
  #send;
  #windowBytes;
  #cursor;
  #acknowledgement;
  #requests = 0;
  /** What arrives before the answer to the present request belongs to an earlier one. */
  #answered = false;
  #closed = false;

  /**
   * @param {object} options
   * @param {string} options.channel
   * @param {View} options.view
   * @param {(type: string, fields: { channel: string, id?: string, data?: object }) => void} options.send
   * @param {string} [options.key] sets this subscription's requests apart from all others of the connection
   * @param {number} [options.windowBytes] how much the server may send ahead of what has been shown
   * @param {import("./cursor.js").Position} [options.position] the last record that has been shown already
   * @param {import("../connection/clock.js").Clock} [options.clock]
   */
  constructor({ channel, view, send, key = channel, windowBytes = WINDOW_BYTES, position, clock }) {
    this.channel = channel;
    this.view = view;
    this.key = key;
    this.#send = send;
    this.#windowBytes = windowBytes;
    this.#cursor = new Cursor(position);
    this.#acknowledgement = new Acknowledgement({
      clock,
      everyBytes: Math.min(64 * 1024, windowBytes / 4),
      send: (offset) => send("ack", { channel, data: { offset } }),
    });
  }

  /** Asks for the channel on a new connection, from where this viewer stands. */
  request() {
    const data = { ...this.expect(), window: this.#windowBytes };
    // Without a position the whole history comes again, so the old screen must go.
    if (this.#requests > 1 && !("offset" in data)) this.view.reset?.();
    this.#send("subscribe", { channel: this.channel, id: this.#id, data });
  }

  /** A pattern will bring the channel on a new connection. @returns {import("./cursor.js").Position} where to go on */
  expect() {
    this.#answered = false;
    this.#requests += 1;
    return this.#cursor.resumption();
  }

  /** @param {Envelope} envelope */
  receive(envelope) {
    if (this.#closed) return;
    if (envelope.type === "subscribed") this.#begin(envelope);
    else if (envelope.type === "error") this.#refused(envelope);
    else if (envelope.type === "unsubscribed") this.#ended(envelope);
    else if (!this.#answered) return;
    else if (envelope.type === "gap") this.#gap(envelope);
    else if (isRecord(envelope)) this.#record(envelope);
  }

  close() {
    this.#closed = true;
    this.#acknowledgement.restart(0);
  }

  get #id() {
    return `${this.key}#${this.#requests}`;
  }

  /** @param {Envelope} envelope */
  #begin(envelope) {
    if (envelope.id !== undefined && envelope.id !== this.#id) return;
    this.#answered = true;
    const subscribed = /** @type {Subscribed} */ (envelope);
    const { state, run, recovered } = subscribed.data;
    const { at, missing } = this.#cursor.begin(subscribed, recovered === true);
    this.#acknowledgement.restart(subscribed.offset);
    if (missing) this.view.gap?.({ ...missing, reason: "lost", state, run });
    if (at === "another") this.view.newLog?.(subscribed);
    else this.view.subscribed?.(subscribed, at === "first");
  }

  /** @param {Envelope} envelope */
  #refused({ id, data }) {
    if (id !== this.#id) return;
    this.view.refused?.({ code: String(data.code), message: String(data.message) });
  }

  /** The server says why only where it ends what nobody has asked it to end. @param {Envelope} envelope */
  #ended({ data: { reason } }) {
    if (reason === undefined) return;
    this.#answered = false;
    this.view.refused?.({ code: String(reason), message: "this channel may not be watched any more" });
  }

  /** @param {Envelope} envelope */
  #gap({ epoch, data }) {
    const gap = /** @type {import("../connection/protocol.js").Gap} */ (data);
    const another = epoch !== undefined && epoch !== this.#cursor.epoch;
    if (gap.reason === "restart" || another) {
      // Its offsets may belong to the old log and say nothing about the new one.
      this.#cursor.forget();
      this.#acknowledgement.restart(0);
      this.view.reset?.();
    } else {
      this.#cursor.skip(gap.to);
    }
    this.view.gap?.(gap);
  }

  /** @param {import("../connection/protocol.js").ChannelMessage} message */
  #record(message) {
    const step = this.#cursor.advance(message);
    if (step.restarted) {
      this.#acknowledgement.restart(0);
      this.view.reset?.();
    }
    if (!step.fresh) return;
    if (step.missing) this.view.gap?.({ ...step.missing, reason: "lost" });
    const { epoch, offset } = message;
    const bytes = (message.data.output ?? "").length;
    this.view.show(message, () => {
      // What an earlier log showed late says nothing about this one.
      if (!this.#closed && epoch === this.#cursor.epoch) this.#acknowledgement.shown(offset, bytes);
    });
  }
}

/** Enough for a fast terminal on a slow way. */
export const WINDOW_BYTES = 1024 * 1024;
