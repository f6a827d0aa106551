// All channels that are followed on one connection.

import { Feed } from "./feed.js";
import { Patterns } from "./patterns.js";

/** @typedef {import("../connection/protocol.js").Envelope} Envelope */

export class Feeds {
  #send;
  #isOpen;
  #clock;
  #past;
  /** @type {Map<string, Feed>} */
  #feeds = new Map();
  #patterns;
  #keys = 0;

  /**
   * @param {object} options
   * @param {import("./feed.js").Upstream["send"]} options.send
   * @param {() => boolean} options.isOpen whether there is a connection to send on
   * @param {import("./past.js").Past} options.past
   * @param {import("../connection/clock.js").Clock} [options.clock]
   */
  constructor({ send, isOpen, past, clock }) {
    this.#send = send;
    this.#isOpen = isOpen;
    this.#past = past;
    this.#clock = clock;
    const feeds = {
      all: this.#feeds,
      open: (/** @type {string} */ channel, /** @type {import("./view.js").FollowOptions} */ options) => this.#open(channel, options),
      closeIfEmpty: (/** @type {string} */ channel) => this.#closeIfEmpty(channel),
    };
    this.#patterns = new Patterns(feeds, this.#upstream, isOpen);
  }

  /**
   * @param {string} channel
   * @param {import("./view.js").View} view
   * @param {import("./view.js").FollowOptions} [options]
   * @returns {() => void} stops
   */
  follow(channel, view, options = {}) {
    const known = this.#feeds.get(channel);
    const feed = known ?? this.#open(channel, options);
    const follower = feed.join(view, options);
    if (!known) this.#patterns.offer(channel, feed);
    // Also if a pattern has brought it: by its name it stays when the pattern is left.
    if (this.#isOpen() && !feed.isAsked) feed.request();
    return () => {
      feed.leave(follower);
      if (this.#feeds.get(channel) === feed) this.#closeIfEmpty(channel);
    };
  }

  /**
   * @param {string} pattern
   * @param {import("./view.js").PatternView} view
   * @param {import("./view.js").PatternOptions} [options]
   * @returns {() => void} stops
   */
  followPattern(pattern, view, options = {}) {
    return this.#patterns.follow(pattern, view, options);
  }

  /** Asks for all channels on a new connection, from where each of them stands. */
  request() {
    for (const feed of this.#feeds.values()) if (feed.isNamed) feed.request();
    this.#patterns.request();
  }

  /** @param {Envelope} envelope @returns {boolean} whether it was about a channel that is followed */
  receive(envelope) {
    if (this.#patterns.receive(envelope)) return true;
    const feed = this.#feedOf(envelope);
    feed?.receive(envelope);
    return feed !== undefined;
  }

  /** @param {Envelope} envelope */
  #feedOf({ type, id, channel }) {
    if (type === "error") return [...this.#feeds.values()].find((feed) => feed.owns(id));
    return channel === undefined ? undefined : this.#feeds.get(channel);
  }

  get #upstream() {
    return { send: this.#send, clock: this.#clock, newKey: () => `s${++this.#keys}` };
  }

  /** @param {string} channel @param {import("./view.js").FollowOptions} options */
  #open(channel, { windowBytes, position }) {
    const feed = new Feed({ channel, upstream: this.#upstream, past: this.#past, keepBytes: MOST_BYTES, windowBytes, position });
    this.#feeds.set(channel, feed);
    this.#share();
    return feed;
  }

  /** @param {string} channel */
  #closeIfEmpty(channel) {
    const feed = this.#feeds.get(channel);
    if (!feed?.isEmpty) return;
    feed.close();
    this.#feeds.delete(channel);
    this.#share();
    // What only a pattern has brought ends with the pattern.
    if (this.#isOpen() && feed.isAsked) this.#send("unsubscribe", { channel });
  }

  #share() {
    const keepBytes = Math.min(MOST_BYTES, MOST_BYTES_IN_ALL / Math.max(1, this.#feeds.size));
    for (const feed of this.#feeds.values()) feed.keepBytes = keepBytes;
  }
}

/** As much as a server keeps of a channel where nothing else is set, so that who comes later is served from here. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_BYTES_IN_ALL = 64 * 1024 * 1024;
