// Makes the links of a client: to the worker that all tabs share where that is wanted and possible, and otherwise with a socket of its own.

import { SharedLink } from "../sharing/shared-link.js";
import { DirectLink } from "./direct-link.js";

/**
 * @typedef {object} World what tests hand in another one of
 * @property {import("./direct-link.js").World} [direct]
 * @property {import("../sharing/shared-link.js").World} [shared]
 */

export class Links {
  #settings;
  #world;
  /** Whether to try the shared worker. */
  #shares;

  /** @param {import("./options.js").Settings} settings @param {World} world */
  constructor(settings, world) {
    this.#settings = settings;
    this.#world = world;
    this.#shares = settings.share !== false && !!(world.shared || globalThis.SharedWorker);
  }

  /**
   * @param {import("./link.js").LinkListener} listener
   * @param {() => void} lost the link is of no more use, and another one must take its place
   * @returns {import("./link.js").Link}
   */
  make(listener, lost) {
    const { shared, direct } = this.#world;
    if (!this.#shares) return new DirectLink(this.#settings, listener, direct);
    const ended = (/** @type {boolean} */ worked) => {
      // Who never had a worker that answers will not have one next time.
      this.#shares = worked;
      lost();
    };
    try {
      return new SharedLink(this.#settings, listener, ended, shared);
    } catch (error) {
      // A page may not run a worker that comes from another origin than its own.
      console.info("tapewire: this tab has a socket of its own:", error);
      this.#shares = false;
      return this.make(listener, lost);
    }
  }
}
