// The base of elements that show one kind of a channel's records: where they get them from, and which of them are news.

import { connectionOf, CONNECTION_ATTRIBUTES } from "./attributes.js";
import { borrow } from "./clients.js";
import { loadStyles } from "./styles.js";

/** @typedef {import("../connection/protocol.js").ChannelMessage} ChannelMessage */

/**
 * Attributes: `for`, the id of a `<tapewire-terminal>` whose channel this shows, or `channel`. Beside a terminal `for` is to be preferred:
 * an element with a `channel` of its own takes output as fast as the server sends it, and the terminal would be left behind.
 */
export class ChannelPart extends HTMLElement {
  static observedAttributes = ["channel", "for", ...CONNECTION_ATTRIBUTES];

  /** @type {(() => void) | undefined} */
  #stop;
  /** The client that this element follows the channel with, where there is no terminal. @type {import("../library/client.js").WebSocketClient | undefined} */
  #own;
  /** The server's time when delivery began; records up to it are history. */
  #since = Infinity;
  /** How far the server's clock is ahead of this one, in milliseconds. */
  #skew = 0;

  /** The application's client; without one, the page's elements share their own. @type {import("../library/client.js").WebSocketClient | undefined} */
  client;

  connectedCallback() {
    loadStyles("panels");
    if (!this.hasChildNodes()) this.build();
    this.#listen();
  }

  disconnectedCallback() {
    this.#stop?.();
    this.#stop = undefined;
  }

  attributeChangedCallback() {
    if (this.#stop) this.#listen();
  }

  get channel() {
    return this.#terminal?.getAttribute("channel") || this.getAttribute("channel") || "main";
  }

  /** Makes the element's contents, once. @protected */
  build() {}

  /** Nothing of the channel is known any more. @protected */
  begin() {}

  /**
   * Delivery begins, or goes on after an interruption.
   *
   * @protected
   * @param {import("../library/client.js").WebSocketClient} _client by which the server can be asked for more
   */
  subscribed(_client) {}

  /** A record that is no output. @protected @param {ChannelMessage} _message @param {boolean} _isNews false: it was there before this viewer */
  record(_message, _isNews) {}

  /** The server's time, as well as it is known here. @protected */
  now() {
    return Date.now() + this.#skew;
  }

  get #terminal() {
    const id = this.getAttribute("for");
    return /** @type {import("./terminal.js").TapewireTerminal | null} */ (!id ? null : document.getElementById(id));
  }

  #listen() {
    this.#stop?.();
    const terminal = this.#terminal;
    this.#stop = terminal ? this.#hear(terminal) : this.#follow();
    this.#begin();
  }

  /** @param {import("./terminal.js").TapewireTerminal} terminal */
  #hear(terminal) {
    const stop = new AbortController();
    const { signal } = stop;
    const on = (/** @type {string} */ type, /** @type {(detail: any) => void} */ call) =>
      terminal.addEventListener(`tapewire:${type}`, (event) => call(/** @type {CustomEvent} */ (event).detail), { signal });
    on("begin", () => this.#begin());
    on("subscribed", (subscribed) => this.#subscribed(subscribed));
    on("message", (message) => this.#record(message));
    return () => stop.abort();
  }

  #follow() {
    const { client, giveBack } = this.client ? { client: this.client, giveBack: () => {} } : borrow(connectionOf(this));
    this.#own = client;
    const following = client.follow(this.channel, {
      show: (message, shown) => {
        if (message.type !== "terminal_output") this.#record(message);
        shown();
      },
      reset: () => this.#begin(),
      subscribed: (subscribed) => this.#subscribed(subscribed),
    });
    return () => {
      following.close();
      giveBack();
    };
  }

  #begin() {
    this.#since = Infinity;
    this.begin();
  }

  /** @param {import("../connection/protocol.js").Subscribed} subscribed */
  #subscribed({ timestamp }) {
    const now = timestamp === undefined ? Date.now() : Date.parse(timestamp);
    this.#skew = now - Date.now();
    if (this.#since === Infinity) this.#since = now;
    const client = this.#terminal ? this.#terminal.client : this.#own;
    if (client) this.subscribed(client);
  }

  /** @param {ChannelMessage} message */
  #record(message) {
    this.record(message, Date.parse(message.timestamp ?? "") > this.#since);
  }
}
