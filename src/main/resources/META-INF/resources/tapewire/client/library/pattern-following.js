// A pattern that the application follows, over all the links that may come and go meanwhile.

import { guarded } from "./handlers.js";
import { Watched } from "./watched.js";

/**
 * @typedef {import("../channel/view.js").PatternView} PatternView
 * @typedef {import("../channel/cursor.js").Position} Position
 */

export class PatternFollowing {
  #view;
  #options;
  #closed;
  /** What the application has of channels that have not come yet. @type {Map<string, Position>} */
  #known;
  /** @type {Map<string, Watched>} */
  #channels = new Map();
  /** @type {(() => void) | undefined} */
  #stop;

  /**
   * @param {string} pattern
   * @param {PatternView} view
   * @param {import("../channel/view.js").PatternOptions} options
   * @param {(following: PatternFollowing) => void} closed
   */
  constructor(pattern, view, { positions = {}, ...options }, closed) {
    this.pattern = pattern;
    this.#view = view;
    this.#options = options;
    this.#known = new Map(Object.entries(positions));
    this.#closed = closed;
  }

  /** By channel, the last record that its view was given. */
  get positions() {
    /** @type {Record<string, Position>} */
    const positions = Object.fromEntries(this.#known);
    for (const [channel, { resumption }] of this.#channels) if (resumption) positions[channel] = resumption;
    return positions;
  }

  /** Nothing is shown any more. */
  close() {
    this.detach();
    this.#closed(this);
  }

  /** Goes on, on another link, where the views stand. @param {import("../link/link.js").Link} link */
  attach(link) {
    let isCurrent = true;
    const stop = link.followPattern(
      this.pattern,
      this.#watch(() => isCurrent),
      { ...this.#options, positions: this.positions },
    );
    this.#stop = () => {
      isCurrent = false;
      stop();
    };
  }

  detach() {
    this.#stop?.();
    this.#stop = undefined;
  }

  /** @param {() => boolean} isCurrent @returns {PatternView} */
  #watch(isCurrent) {
    const view = this.#view;
    return {
      channel: (channel) => this.#channel(channel, isCurrent).on(isCurrent),
      gone: (channel) => {
        if (!isCurrent()) return;
        this.#channels.delete(channel);
        this.#known.delete(channel);
        guarded(() => view.gone?.(channel));
      },
      incomplete: (refusal) => isCurrent() && guarded(() => view.incomplete?.(refusal)),
      refused: (refusal) => isCurrent() && guarded(() => view.refused?.(refusal)),
    };
  }

  /** The view of a channel, which goes on if it was there on an earlier link. @param {string} channel @param {() => boolean} isCurrent */
  #channel(channel, isCurrent) {
    const known = this.#channels.get(channel);
    if (known || !isCurrent()) return known ?? new Watched(UNUSED);
    /** @type {import("../channel/view.js").View} */
    let view = UNUSED;
    guarded(() => (view = this.#view.channel(channel)));
    const watched = new Watched(view, this.#known.get(channel));
    this.#known.delete(channel);
    this.#channels.set(channel, watched);
    return watched;
  }
}

/** For a channel whose view could not be made, or that came too late. @type {import("../channel/view.js").View} */
const UNUSED = { show: (_message, shown) => shown() };
