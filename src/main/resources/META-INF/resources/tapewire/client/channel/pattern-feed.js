// One pattern for all who follow it on a connection: the server is asked once.

import { PatternFollower } from "./pattern-follower.js";
import { matcher } from "./pattern.js";
import { WINDOW_BYTES } from "./subscription.js";

/**
 * @typedef {import("../connection/protocol.js").Envelope} Envelope
 * @typedef {import("../connection/protocol.js").Refusal} Refusal
 * @typedef {import("./cursor.js").Position} Position
 */

export class PatternFeed {
  #pattern;
  #send;
  #key;
  #requests = 0;
  /** @type {Refusal | undefined} */
  #refusal;
  /** The server has answered the present request. */
  isAnswered = false;
  /** How much of each channel the server may send ahead. @type {number | undefined} */
  windowBytes;
  /** @type {Set<PatternFollower>} */
  followers = new Set();
  matches;

  /**
   * @param {string} pattern
   * @param {import("./feed.js").Upstream} upstream
   * @param {number} [windowBytes]
   */
  constructor(pattern, { send, newKey }, windowBytes) {
    this.#pattern = pattern;
    this.#send = send;
    this.#key = newKey();
    this.windowBytes = windowBytes;
    this.matches = matcher(pattern);
  }

  get isEmpty() {
    return this.followers.size === 0;
  }

  /** Whether a reply with this `id` is about a request of this pattern. @param {unknown} id */
  owns(id) {
    return String(id).startsWith(`${this.#key}#`);
  }

  /** @param {Record<string, Position>} positions of channels of which there is something already */
  request(positions) {
    this.#refusal = undefined;
    this.isAnswered = false;
    this.#requests += 1;
    const data = { positions, window: this.windowBytes ?? WINDOW_BYTES };
    this.#send("subscribe", { channel: this.#pattern, id: this.#id, data });
  }

  /**
   * @param {import("./view.js").PatternView} view
   * @param {import("./view.js").PatternOptions} options
   */
  join(view, options) {
    const follower = new PatternFollower(view, options);
    this.followers.add(follower);
    return follower;
  }

  /** After it has joined the channels that are there: who comes later hears what there was before. @param {PatternFollower} follower */
  greet(follower) {
    if (this.isAnswered) for (const channel of [...follower.known.keys()]) follower.gone(channel);
    if (this.#refusal) follower.refuse(this.#refusal);
  }

  /** Where a channel stands that nobody has begun to follow. @param {string} channel */
  known(channel) {
    for (const { known } of this.followers) if (known.has(channel)) return known.get(channel);
    return undefined;
  }

  /** @param {Envelope} envelope about the pattern itself @returns {string[]} channels that are gone */
  receive({ type, id, data }) {
    const isAnswer = id === this.#id;
    if (type === "subscribed" && isAnswer) {
      this.isAnswered = true;
      return data.gone ?? [];
    }
    if (type === "error" && isAnswer) this.#refuse({ code: String(data.code), message: String(data.message) });
    if (type === "unsubscribed" && data.reason !== undefined) {
      this.isAnswered = false;
      this.#refuse({ code: String(data.reason), message: "these channels may not be watched any more" });
    }
    return [];
  }

  get #id() {
    return `${this.#key}#${this.#requests}`;
  }

  /** @param {Refusal} refusal */
  #refuse(refusal) {
    this.#refusal = refusal;
    for (const follower of this.followers) follower.refuse(refusal);
  }
}
