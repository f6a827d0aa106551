// One channel that the application follows, over all the links that may come and go meanwhile.

import { Watched } from "./watched.js";

export class Following {
  #watched;
  #windowBytes;
  #output;
  #closed;
  /** @type {(() => void) | undefined} */
  #stop;

  /**
   * @param {string} channel
   * @param {import("../channel/view.js").View} view
   * @param {import("../channel/view.js").FollowOptions} options
   * @param {(following: Following) => void} closed
   */
  constructor(channel, view, { windowBytes, position, output }, closed) {
    this.channel = channel;
    this.#watched = new Watched(view, position);
    this.#windowBytes = windowBytes;
    this.#output = output;
    this.#closed = closed;
  }

  /** The last record that the view was given: `{ epoch, offset }`; both undefined before the first. */
  get position() {
    return this.#watched.position;
  }

  /** Nothing is shown any more. */
  close() {
    this.detach();
    this.#closed(this);
  }

  /** Goes on, on another link, where the view stands. @param {import("../link/link.js").Link} link */
  attach(link) {
    let isCurrent = true;
    const view = this.#watched.on(() => isCurrent);
    const position = this.#watched.resumption;
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
}
