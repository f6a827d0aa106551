// One channel that the application follows, over all the links that may come and go meanwhile.

import { guarded } from "./handlers.js";

/** @typedef {import("../channel/view.js").View} View */

export class Following {
  #view;
  #windowBytes;
  #output;
  #position;
  #closed;
  /** @type {(() => void) | undefined} */
  #stop;

  /**
   * @param {string} channel
   * @param {View} view
   * @param {import("../channel/view.js").FollowOptions} options
   * @param {(following: Following) => void} closed
   */
  constructor(channel, view, { windowBytes, position, output }, closed) {
    this.channel = channel;
    this.#view = view;
    this.#windowBytes = windowBytes;
    this.#output = output;
    this.#position = { ...position };
    this.#closed = closed;
  }

  /** The last record that the view was given: `{ epoch, offset }`; both undefined before the first. */
  get position() {
    return { ...this.#position };
  }

  /** Nothing is shown any more. */
  close() {
    this.detach();
    this.#closed(this);
  }

  /** Goes on, on another link, where the view stands. @param {import("../link/link.js").Link} link */
  attach(link) {
    const position = this.#position.offset === undefined ? undefined : this.position;
    let isCurrent = true;
    const view = this.#watched(() => isCurrent);
    const stop = link.follow(this.channel, view, { windowBytes: this.#windowBytes, output: this.#output, position });
    this.#stop = () => {
      isCurrent = false;
      stop();
    };
  }

  detach() {
    this.#stop?.();
    this.#stop = undefined;
  }

  /**
   * The view as a link gets it: it notes where it stands, harms nobody when it throws, and takes nothing from a link that has been left.
   *
   * @param {() => boolean} isCurrent
   * @returns {View}
   */
  #watched(isCurrent) {
    const view = this.#view;
    /** @param {(...values: any[]) => void} call @returns {(...values: any[]) => void} */
    const current =
      (call) =>
      (...values) => {
        if (isCurrent()) guarded(() => call(...values));
      };
    return {
      show: (message, shown) => {
        if (!isCurrent()) return;
        this.#at(message);
        // Who throws will never say that it has shown this.
        if (!guarded(() => view.show(message, shown))) shown();
      },
      gap: current((gap) => {
        this.#skip(gap.to);
        view.gap?.(gap);
      }),
      reset: current(() => {
        this.#position = {};
        view.reset?.();
      }),
      newLog: current((subscribed) => {
        this.#at(subscribed);
        if (view.newLog) return view.newLog(subscribed);
        view.reset?.();
        view.subscribed?.(subscribed, true);
      }),
      subscribed: current((subscribed, first) => {
        this.#at(subscribed);
        view.subscribed?.(subscribed, first);
      }),
      refused: current((refusal) => view.refused?.(refusal)),
    };
  }

  /** @param {{ epoch: string, offset: number }} record */
  #at({ epoch, offset }) {
    this.#position = { epoch, offset };
  }

  /** @param {number} offset */
  #skip(offset) {
    if (this.#position.offset !== undefined) this.#position.offset = Math.max(this.#position.offset, offset);
  }
}
