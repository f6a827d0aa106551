// The base of elements that show one kind of a channel's records: where they get them from, and which of them are news.

import { connectionOf, CONNECTION_ATTRIBUTES } from "./attributes.js";
import { borrow } from "./clients.js";
import { loadStyles } from "./styles.js";

/**
 * @typedef {import("../connection/protocol.js").ChannelMessage} ChannelMessage
 * @typedef {import("../library/client.js").WebSocketClient} WebSocketClient
 * @typedef {HTMLElement & { channel: string, client: WebSocketClient | undefined }} Terminal
 */

/** Attributes: `for`, the id of a `<tapewire-terminal>` whose channel and connection this uses, or `channel`. */
export class ChannelPart extends HTMLElement {
  static observedAttributes = ["channel", "for", ...CONNECTION_ATTRIBUTES];

  /** @type {AbortController | undefined} */
  #listening;
  /** @type {{ client: WebSocketClient, channel: string, stop: () => void } | undefined} */
  #followed;
  /** The terminal whose channel is shown here. @type {HTMLElement | undefined} */
  #terminal;
  /** The server's time when this began to listen; records up to it are history. */
  #since = Infinity;
  /** How far the server's clock is ahead of this one, in milliseconds. */
  #skew = 0;

  /** The application's client; without one, the page's elements share their own. @type {WebSocketClient | undefined} */
  client;

  connectedCallback() {
    loadStyles("panels");
    if (!this.hasChildNodes()) this.build();
    this.#listen();
  }

  disconnectedCallback() {
    this.#listening?.abort();
    this.#listening = undefined;
    this.#leave();
  }

  /** @param {string} _name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(_name, before, after) {
    if (this.#listening && before !== after) this.#listen();
  }

  get channel() {
    return this.#followed?.channel ?? (this.getAttribute("channel") || "main");
  }

  /** Offset of the last record that the terminal shows to which this belongs; undefined without one. @protected */
  get printed() {
    const offset = Number(this.#terminal?.dataset.offset);
    return Number.isNaN(offset) ? undefined : offset;
  }

  /** Makes the element's contents, once. @protected */
  build() {}

  /** Nothing of the channel is known any more. @protected */
  begin() {}

  /**
   * Records before this may not have been told: delivery begins, goes on after an interruption, or goes on after a gap.
   *
   * @protected
   * @param {WebSocketClient} _client by which the server can be asked for them
   */
  missed(_client) {}

  /** A record that is no output. @protected @param {ChannelMessage} _message @param {boolean} _isNews false: it was there before this viewer */
  record(_message, _isNews) {}

  /** The server's time, as well as it is known here. @protected */
  now() {
    return Date.now() + this.#skew;
  }

  #listen() {
    this.#listening?.abort();
    this.#listening = new AbortController();
    this.#leave();
    this.#terminal = undefined;
    const id = this.getAttribute("for");
    if (id) return this.#listenBeside(id, this.#listening.signal);
    const { client, giveBack } = this.client ? { client: this.client, giveBack: () => {} } : borrow(connectionOf(this));
    this.#follow(client, this.channel, giveBack);
  }

  /** The terminal may come later, and may change its channel and its client. @param {string} id @param {AbortSignal} signal */
  #listenBeside(id, signal) {
    const root = /** @type {Document | ShadowRoot} */ (this.getRootNode());
    const use = (/** @type {unknown} */ target) => {
      const terminal = /** @type {Terminal} */ (target);
      const { client, channel } = terminal;
      if (terminal.id !== id || !client) return;
      this.#terminal = terminal;
      if (client === this.#followed?.client && channel === this.#followed.channel) return;
      this.#leave();
      this.#follow(client, channel, () => {});
    };
    root.addEventListener("tapewire:begin", ({ target }) => use(target), { signal });
    const terminal = root.getElementById(id);
    if (terminal) use(terminal);
  }

  /** @param {WebSocketClient} client @param {string} channel @param {() => void} giveBack */
  #follow(client, channel, giveBack) {
    const stop = () => {
      following.close();
      giveBack();
    };
    this.#followed = { client, channel, stop };
    this.#begin();
    const following = client.follow(
      channel,
      {
        show: (message, shown) => {
          this.record(message, Date.parse(message.timestamp ?? "") > this.#since);
          shown();
        },
        gap: () => this.missed(client),
        reset: () => this.#begin(),
        subscribed: (subscribed) => this.#subscribed(subscribed, client),
      },
      { output: false },
    );
  }

  #leave() {
    this.#followed?.stop();
    this.#followed = undefined;
  }

  #begin() {
    this.#since = Infinity;
    this.begin();
  }

  /** @param {import("../connection/protocol.js").Subscribed} subscribed @param {WebSocketClient} client */
  #subscribed({ skew = 0 }, client) {
    this.#skew = skew;
    if (this.#since === Infinity) this.#since = this.now();
    this.missed(client);
  }
}
