// All channels that are followed on one connection.

import { Feed } from "./feed.js";

/** @typedef {import("../connection/protocol.js").Envelope} Envelope */

export class Feeds {
  #send;
  #isOpen;
  #clock;
  #past;
  /** @type {Map<string, Feed>} */
  #feeds = new Map();
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
  }

  /**
   * @param {string} channel
   * @param {import("./view.js").View} view
   * @param {import("./view.js").FollowOptions} [options]
   * @returns {() => void} stops
   */
  follow(channel, view, options = {}) {
    const feed = this.#feeds.get(channel) ?? this.#open(channel, options);
    const follower = feed.join(view, options);
    return () => {
      feed.leave(follower);
      if (feed.isEmpty && this.#feeds.get(channel) === feed) this.#close(channel, feed);
    };
  }

  /** Asks for all channels on a new connection, from where each of them stands. */
  request() {
    for (const feed of this.#feeds.values()) feed.request();
  }

  /** @param {Envelope} envelope @returns {boolean} whether it was about a channel that is followed */
  receive(envelope) {
    const feed = this.#feedOf(envelope);
    feed?.receive(envelope);
    return feed !== undefined;
  }

  /** @param {Envelope} envelope */
  #feedOf({ type, id, channel }) {
    if (type === "error") return [...this.#feeds.values()].find((feed) => feed.owns(id));
    return channel === undefined ? undefined : this.#feeds.get(channel);
  }

  /** @param {string} channel @param {import("./view.js").FollowOptions} options */
  #open(channel, { windowBytes, position }) {
    const newKey = () => `s${++this.#keys}`;
    const upstream = { send: this.#send, clock: this.#clock, newKey };
    const feed = new Feed({ channel, upstream, past: this.#past, keepBytes: MOST_BYTES, windowBytes, position });
    this.#feeds.set(channel, feed);
    this.#share();
    if (this.#isOpen()) feed.request();
    return feed;
  }

  /** @param {string} channel @param {Feed} feed */
  #close(channel, feed) {
    feed.close();
    this.#feeds.delete(channel);
    this.#share();
    if (this.#isOpen()) this.#send("unsubscribe", { channel });
  }

  #share() {
    const keepBytes = Math.min(MOST_BYTES, MOST_BYTES_IN_ALL / Math.max(1, this.#feeds.size));
    for (const feed of this.#feeds.values()) feed.keepBytes = keepBytes;
  }
}

/** As much as a server keeps of a channel where nothing else is set, so that who comes later is served from here. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_BYTES_IN_ALL = 64 * 1024 * 1024;
