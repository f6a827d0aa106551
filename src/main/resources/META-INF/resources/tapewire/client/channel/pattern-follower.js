// One who follows a pattern: a follower of each channel that fits it.

/**
 * @typedef {import("./feed.js").Feed} Feed
 * @typedef {import("./follower.js").Follower} Follower
 */

export class PatternFollower {
  #view;
  #options;
  #positions;
  /** @type {Map<string, { feed: Feed, follower: Follower }>} */
  #channels = new Map();

  /**
   * @param {import("./view.js").PatternView} view
   * @param {import("./view.js").PatternOptions} options
   */
  constructor(view, { positions = {}, ...options }) {
    this.#view = view;
    this.#options = options;
    this.#positions = new Map(Object.entries(positions));
  }

  /** The channels of which it has something and that it has not begun to follow. */
  get known() {
    return this.#positions;
  }

  get channels() {
    return [...this.#channels.keys()];
  }

  /** Follows one more channel; without effect if it does already. @param {string} channel @param {Feed} feed */
  join(channel, feed) {
    if (this.#channels.has(channel)) return;
    const position = this.#positions.get(channel);
    this.#positions.delete(channel);
    const follower = feed.join(this.#view.channel(channel), { ...this.#options, position });
    follower.isOfPattern = true;
    this.#channels.set(channel, { feed, follower });
  }

  /** @param {string} channel */
  leave(channel) {
    const { feed, follower } = this.#channels.get(channel) ?? {};
    this.#channels.delete(channel);
    if (follower) feed?.leave(follower);
  }

  /** The server has this channel no more. @param {string} channel */
  gone(channel) {
    const { feed, follower } = this.#channels.get(channel) ?? {};
    const isKnown = this.#positions.delete(channel) || follower !== undefined;
    if (follower) feed?.finish(follower);
    this.leave(channel);
    if (isKnown) this.#view.gone?.(channel);
  }

  /** @param {import("../connection/protocol.js").Refusal} refusal */
  incomplete(refusal) {
    this.#view.incomplete?.(refusal);
  }

  /** @param {import("../connection/protocol.js").Refusal} refusal */
  refuse(refusal) {
    this.#view.refused?.(refusal);
  }
}
