// Keeps the list of the server's channels, which the server sends once and then changes.

import { systemClock } from "../connection/clock.js";

/**
 * @typedef {object} Channel
 * @property {string} name
 * @property {number} [viewers]
 * @property {number} [bytes]
 * @property {string | number} [updated]
 * @property {number} [offset]
 * @property {any} [run] the run that began last
 *
 * @typedef {Pick<import("./client.js").WebSocketClient, "status" | "send" | "subscribe" | "onStateChange">} Client
 *
 * @typedef {object} ChannelsListener
 * @property {(channels: Channel[]) => void} listed all channels, each time something has changed
 * @property {(code: number | undefined) => void} failed the list is not up to date; `code`: the server has refused the connection
 */

export class Channels {
  #client;
  #listener;
  #clock;
  /** @type {Map<string, Channel>} */
  #known = new Map();
  /** The beginning of a list has been received. */
  #hasBegun = false;
  #id = `list-${crypto.randomUUID()}`;
  /** @type {(() => void)[]} */
  #ends = [];
  /** @type {(() => void) | undefined} */
  #cancel;

  /**
   * @param {Client} client
   * @param {ChannelsListener} listener
   * @param {import("../connection/clock.js").Clock} [clock]
   */
  constructor(client, listener, clock = systemClock) {
    this.#client = client;
    this.#listener = listener;
    this.#clock = clock;
  }

  start() {
    this.#ends = [
      this.#client.subscribe("channels", ({ data }) => this.#take(/** @type {any} */ (data))),
      this.#client.subscribe("error", ({ id }) => id === this.#id && this.#askLater()),
      this.#client.onStateChange(() => this.#look()),
    ];
    this.#look();
  }

  stop() {
    for (const end of this.#ends) end();
    this.#ends = [];
    this.#cancel?.();
  }

  #look() {
    const { name, attempt = 0, code } = this.#client.status;
    if (name === "open") this.#ask();
    else if (name === "failed" || (name === "reconnecting" && attempt > 1)) this.#listener.failed(code);
  }

  #ask() {
    this.#cancel?.();
    this.#client.send("watch_channels", {}, { id: this.#id });
  }

  /** The server was asked for too much in a short time, perhaps by other tabs. */
  #askLater() {
    this.#cancel?.();
    this.#cancel = this.#clock.after(RETRY_MILLIS, () => this.#look());
  }

  /** @param {{ whole: boolean, more: boolean, channels: Channel[], removed: string[] }} changes */
  #take({ whole, more, channels, removed }) {
    if (whole) {
      this.#hasBegun = true;
      this.#known.clear();
    }
    // What another tab's request has left over: the whole list comes soon.
    if (!this.#hasBegun) return;
    for (const channel of channels) this.#known.set(channel.name, channel);
    for (const name of removed) this.#known.delete(name);
    if (!more) this.#listener.listed([...this.#known.values()]);
  }
}

const RETRY_MILLIS = 15_000;
