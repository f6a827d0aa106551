// One channel for all who follow it on a connection: the server is asked once, and each follower gets it at a pace of its own.

import { systemClock } from "../connection/clock.js";
import { Delivery } from "./delivery.js";
import { Follower, sizeOf } from "./follower.js";
import { Pace } from "./pace.js";
import { Recent } from "./recent.js";
import { Subscription } from "./subscription.js";

/**
 * @typedef {import("../connection/protocol.js").Envelope} Envelope
 * @typedef {import("../connection/protocol.js").Subscribed} Subscribed
 * @typedef {import("./cursor.js").Position} Position
 *
 * @typedef {object} Upstream
 * @property {(type: string, fields?: { channel?: string, id?: string, data?: object }) => void} send
 * @property {import("../connection/clock.js").Clock} [clock]
 * @property {() => string} newKey sets a subscription's requests apart from all others of the connection
 */

/**
 * The server is paced by whoever is furthest ahead, so that nobody is held up by a hidden tab. Who comes later, or falls back behind what
 * is kept here, is given the rest from the past over HTTP.
 */
export class Feed {
  #channel;
  #upstream;
  #windowBytes;
  #recent = new Recent();
  #delivery;
  #pace;
  /** @type {Set<Follower>} */
  #followers = new Set();
  #subscription;
  /** Of the log that goes on now; undefined until the server has answered. @type {string | undefined} */
  #epoch;
  /** The number of the entry with which this log begins, if its beginning was seen here. @type {number | undefined} */
  #beginning;
  /** Why the last request was refused. @type {import("../connection/protocol.js").Refusal | undefined} */
  #refusal;
  /** How many bytes to keep of what all followers may have received already. */
  keepBytes;
  /** Whether the server was asked for this channel by its name, and not only by a pattern. */
  isAsked = false;

  /**
   * @param {object} options
   * @param {string} options.channel
   * @param {Upstream} options.upstream
   * @param {import("./past.js").Past} options.past
   * @param {number} options.keepBytes
   * @param {number} [options.windowBytes] how much the server may send ahead
   * @param {Position} [options.position] where the first follower stands
   */
  constructor({ channel, upstream, past, keepBytes, windowBytes, position }) {
    this.#channel = channel;
    this.#upstream = upstream;
    this.#windowBytes = windowBytes;
    this.keepBytes = keepBytes;
    this.#delivery = new Delivery(channel, this.#recent, past);
    this.#pace = new Pace(upstream.clock);
    this.#subscription = this.#subscribe(position);
  }

  get isEmpty() {
    return this.#followers.size === 0;
  }

  /** Whether anybody follows this channel by its name. */
  get isNamed() {
    return [...this.#followers].some(({ isOfPattern }) => !isOfPattern);
  }

  /** Whether a reply with this `id` is about a request of this feed. @param {unknown} id */
  owns(id) {
    // An application's own ids may look like a key.
    return String(id).startsWith(`${this.#subscription.key}#`);
  }

  /** Asks for the channel on a new connection, from where this feed stands. */
  request() {
    this.#refusal = undefined;
    this.isAsked = true;
    this.#subscription.request();
  }

  /** A pattern will bring the channel on a new connection. @returns {Position} where this feed stands, for the pattern's request */
  expect() {
    this.#refusal = undefined;
    this.isAsked = false;
    return this.#subscription.expect();
  }

  /** @param {Envelope} envelope */
  receive(envelope) {
    this.#subscription.receive(envelope);
    this.#recent.trim(this.keepBytes, Math.max(0, ...[...this.#followers].map(({ next }) => next)));
    // The window holds back output alone: if nobody takes anything, other records still come. The last entry stays, because only who is
    // given it here acknowledges it.
    this.#recent.trim(2 * this.keepBytes, this.#recent.next - 1);
    for (const follower of this.#followers) this.#serve(follower);
  }

  /**
   * @param {import("./view.js").View} view
   * @param {import("./view.js").FollowOptions} options
   */
  join(view, options) {
    const follower = new Follower(view, options, () => {
      if (follower.takesOutput) this.#pace.moved();
      this.#serve(follower);
    });
    this.#followers.add(follower);
    this.#review();
    if (this.#epoch !== undefined) {
      this.#place(follower, this.#epoch);
      this.#serve(follower);
    }
    if (this.#refusal) follower.refuse(this.#refusal);
    return follower;
  }

  /** @param {Follower} follower */
  leave(follower) {
    follower.close();
    this.#followers.delete(follower);
    this.#review();
    const followers = [...this.#followers].sort((a, b) => this.#ahead(b) - this.#ahead(a));
    const isUnread = followers.every(({ next }) => next < this.#recent.first);
    if (followers.length > 0 && isUnread && this.#epoch !== undefined) this.#restart(followers[0]);
  }

  /** The channel is gone: the follower is given at once what it has not had. @param {Follower} follower */
  finish(follower) {
    if (this.#epoch !== undefined) this.#delivery.finish(follower);
  }

  close() {
    this.#subscription.close();
    this.#pace.close();
  }

  /** @param {Position} [position] */
  #subscribe(position) {
    const { send, clock, newKey } = this.#upstream;
    return new Subscription({
      channel: this.#channel,
      send,
      clock,
      key: newKey(),
      windowBytes: this.#windowBytes,
      position,
      view: {
        show: (message, shown) => this.#came(message, shown),
        gap: (gap) => this.#recent.add({ kind: "gap", gap, bytes: 0, end: this.#position(gap.to) }),
        reset: () => this.#recent.add({ kind: "reset", bytes: 0, end: {} }),
        newLog: (subscribed) => this.#answered(this.#timed(subscribed), true),
        subscribed: (subscribed, first) => this.#answered(this.#timed(subscribed), first),
        refused: (refusal) => {
          this.#refusal = refusal;
          this.#followers.forEach((follower) => follower.refuse(refusal));
        },
      },
    });
  }

  /** @param {import("../connection/protocol.js").ChannelMessage} message @param {() => void} acknowledge */
  #came(message, acknowledge) {
    const { epoch, offset } = message;
    const shown = () => {
      this.#pace.shown(acknowledge);
      acknowledge();
    };
    this.#recent.add({ kind: "record", message, bytes: sizeOf(message), end: { epoch, offset }, shown });
    if ([...this.#followers].some(({ takesOutput }) => takesOutput)) this.#pace.came(acknowledge);
    else acknowledge();
  }

  /** Other followers have come or gone. */
  #review() {
    this.#pace.isAwaited = [...this.#followers].some(({ takesOutput }) => !takesOutput);
  }

  /** With the server's clock as it is when this arrives: it may be told later. @param {Subscribed} subscribed @returns {Subscribed} */
  #timed(subscribed) {
    const { now } = this.#upstream.clock ?? systemClock;
    const skew = Date.parse(subscribed.timestamp ?? "") - now();
    if (!Number.isNaN(skew)) this.#delivery.skew = skew;
    return { ...subscribed, skew: this.#delivery.skew };
  }

  /** @param {number} offset @returns {Position} */
  #position(offset) {
    return { epoch: this.#epoch, offset };
  }

  /** @param {Subscribed} subscribed */
  #begin(subscribed) {
    const { epoch, offset } = subscribed;
    this.#beginning = this.#recent.next;
    this.#recent.add({ kind: "beginning", subscribed, bytes: 0, end: { epoch, offset } });
  }

  /** @param {Subscribed} subscribed @param {boolean} first */
  #answered(subscribed, first) {
    const { epoch, offset } = subscribed;
    const isFirst = this.#epoch === undefined;
    if (first) this.#begin(subscribed);
    else if (isFirst) this.#recent.start = { epoch, offset };
    // Who has shown everything before hears that it goes on.
    else this.#recent.add({ kind: "beginning", subscribed, bytes: 0, end: { epoch, offset } });
    this.#epoch = epoch;
    if (isFirst) this.#followers.forEach((follower) => this.#place(follower, epoch));
  }

  /** Decides with which entry a follower begins. @param {Follower} follower @param {string} epoch */
  #place(follower, epoch) {
    if (this.#beginning !== undefined && this.#beginning >= this.#recent.first) {
      follower.next = this.#beginning;
      return;
    }
    follower.next = FORGOTTEN;
    const { offset } = follower.position;
    const recovered = follower.position.epoch === epoch && offset !== undefined;
    follower.begin(this.#delivery.beginning(epoch, recovered ? offset : 0, recovered));
  }

  /** @param {Follower} follower */
  #serve(follower) {
    if (this.#epoch !== undefined) this.#delivery.serve(follower);
  }

  /** Nobody reads what the server sends: it goes on where the one stands who is furthest ahead. @param {Follower} follower */
  #restart(follower) {
    const { epoch, offset } = follower.position;
    this.#subscription.close();
    this.#recent.restart({ epoch, offset });
    this.#beginning = undefined;
    this.#subscription = this.#subscribe({ epoch, offset });
    this.request();
    this.#serve(follower);
  }

  /** @param {Follower} follower */
  #ahead({ position: { epoch, offset = 0 } }) {
    return epoch === this.#epoch ? offset : -1;
  }
}

/** The number of an entry that is not kept here any more. */
const FORGOTTEN = -1;
