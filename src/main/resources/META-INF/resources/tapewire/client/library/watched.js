// A view of the application as links get it, and how far it has come.

import { guarded } from "./handlers.js";

/** @typedef {import("../channel/view.js").View} View */

/** Notes where the view stands, and harms nobody when the view throws. */
export class Watched {
  #view;
  /** @type {import("../channel/cursor.js").Position} */
  #position;

  /** @param {View} view @param {import("../channel/cursor.js").Position} [position] */
  constructor(view, position) {
    this.#view = view;
    this.#position = { ...position };
  }

  /** The last record that the view was given; both values undefined before the first. */
  get position() {
    return { ...this.#position };
  }

  /** Where to go on; undefined for a view that has had nothing. */
  get resumption() {
    return this.#position.offset === undefined ? undefined : this.position;
  }

  /**
   * The view for one link, which gets nothing more when the link has been left.
   *
   * @param {() => boolean} isCurrent
   * @returns {View}
   */
  on(isCurrent) {
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
