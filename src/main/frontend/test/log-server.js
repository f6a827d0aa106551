// A server with the log of one channel, at the other end of a feed, and those who read it.

import { Feed } from "../../resources/META-INF/resources/tapewire/client/channel/feed.js";
import { FakeClock, output } from "./fakes.js";

/** A server with the log of one channel, on which one feed is subscribed; it merges what it sends. */
export class LogServer {
  epoch = "e1";
  /** The first record that it still has. */
  first = 1;
  last = 0;
  /** What the client has asked for. @type {any[]} */
  received = [];
  /** @type {{ after: number, to: number, answered: (records: any[]) => void }[]} */
  asked = [];
  clock = new FakeClock();
  #sent = 0;
  #keys = 0;
  #windowBytes;
  /** What was sent since the last `subscribed` and has not been acknowledged. @type {{ offset: number, bytes: number }[]} */
  #unacknowledged = [];

  /** @param {number} [windowBytes] sends no more output than this that has not been acknowledged */
  constructor(windowBytes = Infinity) {
    this.#windowBytes = windowBytes;
  }

  /** @param {number} [keepBytes] @param {object} [options] */
  feed(keepBytes = 1_000_000, options = {}) {
    const upstream = {
      clock: this.clock,
      newKey: () => `s${++this.#keys}`,
      send: (/** @type {string} */ type, /** @type {any} */ fields) => {
        this.received.push({ type, ...fields });
        if (type === "ack") this.#acknowledge(fields.data.offset);
      },
    };
    const past = /** @type {any} */ ({
      ask: (
        /** @type {string} */ _channel,
        /** @type {number} */ after,
        /** @type {number} */ to,
        /** @type {any} */ answered,
      ) => void this.asked.push({ after, to, answered }),
    });
    return (this.to = new Feed({ channel: "build", upstream, past, keepBytes, ...options }));
  }

  /** What has been acknowledged. @returns {number[]} */
  get acks() {
    return this.received.filter(({ type }) => type === "ack").map(({ data }) => data.offset);
  }

  /** A feed whose first reader has been answered. @param {Reader} reader @param {number} [keepBytes] @param {object} [options] */
  begin(reader, keepBytes, options = {}) {
    const feed = this.feed(keepBytes);
    const follower = feed.join(reader, options);
    feed.request();
    this.answer();
    return { feed, follower };
  }

  /** Answers the last request. */
  answer() {
    const { id, data } = this.received.findLast(({ type }) => type === "subscribe");
    const isKnown = data.epoch === this.epoch;
    const recovered = isKnown && data.offset >= this.first - 1;
    this.#sent = isKnown ? data.offset : this.first - 1;
    this.#unacknowledged = [];
    this.#send({ type: "subscribed", id, epoch: this.epoch, offset: this.#sent, data: { recovered } });
    if (isKnown && !recovered) this.#gap();
  }

  /** @param {number} count */
  print(count) {
    this.last += count;
  }

  /** Forgets the oldest records. @param {number} first that stays */
  forget(first) {
    this.first = Math.max(this.first, first);
  }

  /** Sends so many records, or all, as one message. */
  send(count = Infinity) {
    if (this.#sent < this.first - 1) this.#gap();
    if (this.#sent >= this.last || !this.#hasRoom) return;
    const first = this.#sent + 1;
    this.#sent = Math.min(this.last, this.#sent + count);
    const message = record(first, this.#sent, this.epoch);
    this.#unacknowledged.push({ offset: this.#sent, bytes: message.data.output.length });
    this.#send(message);
  }

  get #hasRoom() {
    return this.#unacknowledged.reduce((sum, { bytes }) => sum + bytes, 0) < this.#windowBytes;
  }

  /** @param {number} offset */
  #acknowledge(offset) {
    this.#unacknowledged = this.#unacknowledged.filter((each) => each.offset > offset);
  }

  /** Publishes and sends a record that is no output. @param {number} offset */
  say(offset) {
    this.last = this.#sent = offset;
    this.#send({
      type: "notification",
      epoch: this.epoch,
      first: offset,
      offset,
      data: { title: `note ${offset}` },
    });
  }

  /** The log is gone, and another one begins. @param {string} epoch */
  restart(epoch) {
    this.#send({ type: "gap", data: { from: this.#sent + 1, to: this.last, reason: "restart" } });
    this.epoch = epoch;
    this.first = 1;
    this.last = 0;
    this.#sent = 0;
    this.#send({ type: "subscribed", epoch, offset: 0, data: { recovered: false } });
  }

  /** Answers what was asked for over HTTP. */
  tell() {
    const request = this.asked.shift();
    if (!request) return;
    const { after, to, answered } = request;
    const records = [];
    let from = after + 1;
    if (from < this.first) {
      const data = { from, to: this.first - 1, reason: "evicted" };
      records.push({ type: "gap", channel: "build", epoch: this.epoch, data });
      from = this.first;
    }
    for (let offset = from; offset <= this.last && records.length < to - after; offset++) {
      records.push(record(offset, offset, this.epoch));
    }
    answered(records);
  }

  #gap() {
    const data = { from: this.#sent + 1, to: this.first - 1, reason: "evicted" };
    this.#sent = this.first - 1;
    this.#send({ type: "gap", epoch: this.epoch, data });
  }

  /** @param {any} envelope */
  #send(envelope) {
    this.to?.receive({ channel: "build", ...envelope });
  }
}

/** @param {number} first @param {number} offset @param {string} epoch */
function record(first, offset, epoch) {
  let text = "";
  for (let each = first; each <= offset; each++) text += `${each}\n`;
  return { ...output(offset, { first, epoch, output: text }), first };
}

/** Somebody who shows what comes when the test says so. */
export class Reader {
  /** @type {string[]} */
  seen = [];
  /** @type {(() => void)[]} */
  unshown = [];
  show = (/** @type {any} */ { data }, /** @type {() => void} */ shown) => {
    this.seen.push(...(data.output?.trim().split("\n") ?? [data.title]));
    this.unshown.push(shown);
  };
  gap = (/** @type {any} */ { from, to, reason }) => void this.seen.push(`gap ${from}-${to} ${reason}`);
  reset = () => void this.seen.push("reset");
  newLog = () => void this.seen.push("new log");
  subscribed = (/** @type {any} */ { offset }, /** @type {boolean} */ first) =>
    void this.seen.push(first ? `after ${offset}` : `again after ${offset}`);
  refused = (/** @type {any} */ { message }) => void this.seen.push(`refused: ${message}`);

  showAll() {
    while (this.unshown.length > 0) this.unshown.shift()?.();
  }
}

/** @param {number} from @param {number} to */
export function lines(from, to) {
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
}
