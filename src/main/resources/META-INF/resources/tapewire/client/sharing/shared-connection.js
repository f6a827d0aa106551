// One connection for several tabs: it opens with the first of them, and ends with the last.

import { DirectLink } from "../link/direct-link.js";

/** @typedef {import("./tab.js").Tab} Tab */

export class SharedConnection {
  #link;
  #empty;
  /** @type {Set<Tab>} */
  #tabs = new Set();
  /** How often the connection has been opened: what a tab sends belongs to the opening that it has heard of. */
  #opening = 0;
  /** The server's first message, for tabs that come later. @type {import("../connection/protocol.js").Envelope | undefined} */
  #welcome;
  /** The tab whose message is being sent. @type {Tab | undefined} */
  #sender;
  /** How often a token was asked for: each time another tab is asked, as one may be frozen. */
  #asked = 0;

  /**
   * @param {import("./tab.js").Wish} wish
   * @param {() => void} empty called when the last tab has left
   * @param {import("../link/direct-link.js").World} [world]
   */
  constructor({ url, token, asksToken, reconnect, deflate }, empty, world) {
    this.#empty = empty;
    const getToken = asksToken ? () => this.#getToken() : undefined;
    this.#link = new DirectLink(
      { url, token, getToken, reconnect, deflate },
      {
        state: (state) => {
          if (state.name === "open") this.#opening += 1;
          for (const tab of this.#tabs) tab.state(state, this.#opening);
        },
        message: (envelope) => {
          if (envelope.type === "connected") this.#welcome = envelope;
          for (const tab of this.#tabs) tab.message(envelope);
        },
        problem: (error) => {
          for (const tab of this.#tabs) tab.problem(error);
        },
        taken: () => this.#sender?.taken(),
      },
      world,
    );
  }

  /** @param {Tab} tab */
  join(tab) {
    this.#tabs.add(tab);
    this.look();
    this.#link.connect();
    tab.state(this.#link.state, this.#opening);
    if (this.#link.state.name === "open" && this.#welcome) tab.message(this.#welcome);
  }

  /** @param {Tab} tab */
  leave(tab) {
    if (!this.#tabs.delete(tab)) return;
    this.look();
    if (this.#tabs.size > 0) return;
    this.#link.close();
    this.#empty();
  }

  /** @type {DirectLink["follow"]} */
  follow(channel, view, options) {
    return this.#link.follow(channel, view, options);
  }

  /** @type {DirectLink["followPattern"]} */
  followPattern(pattern, view, options) {
    return this.#link.followPattern(pattern, view, options);
  }

  /** @type {DirectLink["fetch"]} */
  fetch(channel, file, options, sink) {
    return this.#link.fetch(channel, file, options, sink);
  }

  /** @param {Tab} tab @param {number} opening @param {string} text */
  send(tab, opening, text) {
    // The tab will hear that another connection has been opened, and send this again.
    if (opening !== this.#opening) return;
    this.#sender = tab;
    this.#link.send(text);
    this.#sender = undefined;
  }

  connect() {
    this.#link.connect();
  }

  wake() {
    this.#link.wake();
  }

  retryNow() {
    this.#link.retryNow();
  }

  /** Whether anybody looks has changed. */
  look() {
    this.#link.hide([...this.#tabs].every(({ isHidden }) => isHidden));
  }

  #getToken() {
    const tabs = [...this.#tabs].sort((a, b) => Number(a.isHidden) - Number(b.isHidden));
    return tabs[this.#asked++ % tabs.length].askToken();
  }
}
