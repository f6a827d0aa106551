// All patterns that are followed on one connection, and which channels fit them.

import { isPattern } from "../connection/protocol.js";
import { PatternFeed } from "./pattern-feed.js";

/**
 * @typedef {import("../connection/protocol.js").Envelope} Envelope
 * @typedef {import("./cursor.js").Position} Position
 * @typedef {import("./feed.js").Feed} Feed
 *
 * @typedef {object} ChannelFeeds the channels that are followed on the connection, by name or by a pattern
 * @property {ReadonlyMap<string, Feed>} all
 * @property {(channel: string, options: { windowBytes?: number, position?: Position }) => Feed} open
 * @property {(channel: string) => void} closeIfEmpty
 */

/** The server delivers a channel once. So whoever follows a pattern gets a channel from the same feed as those who follow it by its name. */
export class Patterns {
  #feeds;
  #upstream;
  #isOpen;
  /** @type {Map<string, PatternFeed>} */
  #patterns = new Map();

  /** @param {ChannelFeeds} feeds @param {import("./feed.js").Upstream} upstream @param {() => boolean} isOpen whether there is a connection to send on */
  constructor(feeds, upstream, isOpen) {
    this.#feeds = feeds;
    this.#upstream = upstream;
    this.#isOpen = isOpen;
  }

  /**
   * @param {string} pattern
   * @param {import("./view.js").PatternView} view
   * @param {import("./view.js").PatternOptions} options
   * @returns {() => void} stops
   */
  follow(pattern, view, options) {
    const known = this.#patterns.get(pattern);
    const feed = known ?? new PatternFeed(pattern, this.#upstream, options.windowBytes);
    this.#patterns.set(pattern, feed);
    const follower = feed.join(view, options);
    for (const [channel, each] of this.#feeds.all) if (feed.matches(channel)) follower.join(channel, each);
    if (known) feed.greet(follower);
    else if (this.#isOpen()) this.#ask([[feed, follower.known]]);
    return () => {
      feed.followers.delete(follower);
      // The pattern before its channels: who unsubscribes a channel of a pattern by its name wants the others to go on.
      if (feed.isEmpty && this.#patterns.get(pattern) === feed) this.#close(pattern);
      for (const channel of follower.channels) {
        follower.leave(channel);
        this.#feeds.closeIfEmpty(channel);
      }
    };
  }

  /** Asks for everything on a new connection, from where it stands; channels that are followed by name have been asked for. */
  request() {
    const brought = [...this.#feeds.all].filter(([, feed]) => !feed.isNamed).map(([channel, feed]) => [channel, feed.expect()]);
    /** @type {Map<string, Position>} */
    const positions = new Map(/** @type {[string, Position][]} */ (brought));
    // Its log had ended with the connection: it is a new channel if it comes again.
    for (const [channel, { offset }] of positions) if (offset === undefined) this.#gone(channel);
    this.#ask(
      [...this.#patterns.values()].map((pattern) => {
        const own = new Map([...pattern.followers].flatMap(({ known }) => [...known]));
        for (const [channel, position] of positions) {
          if (position.offset !== undefined && pattern.matches(channel)) own.set(channel, position);
          if (own.has(channel)) positions.delete(channel);
        }
        return [pattern, own];
      }),
    );
  }

  /** A channel is followed by its name: those whose pattern it fits get it, too. @param {string} channel @param {Feed} feed */
  offer(channel, feed) {
    for (const { matches, followers } of this.#patterns.values()) {
      if (matches(channel)) for (const follower of followers) follower.join(channel, feed);
    }
  }

  /** @param {Envelope} envelope @returns {boolean} whether it was about a pattern, or about a channel that only patterns have brought */
  receive(envelope) {
    const { type, id, channel = "", data } = envelope;
    if (type === "error") return this.#refused(envelope);
    if (isPattern(channel)) {
      this.#patterns
        .get(channel)
        ?.receive(envelope)
        .forEach((gone) => this.#gone(gone));
      return true;
    }
    if (data.pattern === undefined || id !== undefined) return false;
    if (type === "subscribed") this.#came(channel);
    if (type !== "unsubscribed") return false;
    this.#gone(channel);
    return true;
  }

  /** @param {Envelope} envelope */
  #refused(envelope) {
    const { id, channel = "", data } = envelope;
    const owner = [...this.#patterns.values()].find((pattern) => pattern.owns(id));
    owner?.receive(envelope);
    // Without an id it answers nothing: a channel has been left out.
    const leftOut = id === undefined && channel !== "" ? this.#patternsOf(channel) : [];
    const refusal = { code: String(data.code), message: String(data.message) };
    for (const { followers } of leftOut) for (const follower of followers) follower.incomplete(refusal);
    return owner !== undefined || leftOut.length > 0;
  }

  /** @param {string} channel or pattern */
  #patternsOf(channel) {
    const own = this.#patterns.get(channel);
    return own ? [own] : [...this.#patterns.values()].filter(({ matches }) => matches(channel));
  }

  /** @param {string} channel */
  #came(channel) {
    const patterns = this.#patternsOf(channel).filter(({ isAnswered }) => isAnswered);
    // It belongs to a pattern that is no longer followed.
    if (patterns.length === 0) return;
    const [first] = patterns;
    const feed =
      this.#feeds.all.get(channel) ?? this.#feeds.open(channel, { windowBytes: first.windowBytes, position: first.known(channel) });
    this.offer(channel, feed);
  }

  /** @param {string} channel */
  #gone(channel) {
    // It was asked for by its name meanwhile.
    if (this.#feeds.all.get(channel)?.isAsked) return;
    for (const { followers } of this.#patternsOf(channel)) for (const follower of followers) follower.gone(channel);
    this.#feeds.closeIfEmpty(channel);
  }

  /**
   * Asks for patterns. A request has a greatest size, so what does not fit is asked for by name, before.
   *
   * @param {[PatternFeed, Map<string, Position>][]} wishes
   */
  #ask(wishes) {
    const requests = wishes.map(([pattern, known]) => {
      /** @type {Record<string, Position>} */
      const positions = {};
      let bytes = 0;
      for (const [channel, position] of known) {
        bytes += JSON.stringify([channel, position]).length;
        if (bytes <= MOST_POSITION_BYTES) positions[channel] = position;
        else this.#askByName(channel, pattern, position);
      }
      return () => pattern.request(positions);
    });
    for (const request of requests) request();
  }

  /** @param {string} channel @param {PatternFeed} pattern @param {Position} position */
  #askByName(channel, { windowBytes }, position) {
    const feed = this.#feeds.all.get(channel) ?? this.#feeds.open(channel, { windowBytes, position });
    this.offer(channel, feed);
    feed.request();
  }

  /** @param {string} pattern */
  #close(pattern) {
    this.#patterns.delete(pattern);
    if (this.#isOpen()) this.#upstream.send("unsubscribe", { channel: pattern });
  }
}

/** Half of what a server takes as one message where nothing else is set. */
const MOST_POSITION_BYTES = 32 * 1024;
