// A client with a server and a window that the test moves by hand.

import { WebSocketClient } from "../../resources/META-INF/resources/tapewire/client/library/client.js";
import { FakeClock, FakeServer, ticketOffice } from "./fakes.js";

export class Scene {
  clock = new FakeClock();
  server = new FakeServer();
  /** What the window tells. @type {{ wake(): void, hidden(hidden: boolean): void, away(): void }} */
  window = { wake() {}, hidden() {}, away() {} };
  /** Whether the client listens to the window. */
  isAttentive = false;
  /** What is on the console. @type {string[]} */
  reported = [];
  /** @type {WebSocketClient} */
  client;

  /** @param {import("node:test").TestContext | import("node:test").SuiteContext} t */
  constructor(t) {
    const { mock } = /** @type {import("node:test").TestContext} */ (t);
    for (const level of /** @type {("error" | "warn")[]} */ (["error", "warn"])) {
      mock.method(console, level, (/** @type {unknown[]} */ ...words) => this.reported.push(words.join(" ")));
    }
    this.client = this.make();
  }

  /** Another client takes the place of the first one. @param {object} [options] @returns {WebSocketClient} */
  make(options = {}) {
    const { clock, server } = this;
    this.client = new WebSocketClient(
      { url: "ws://localhost/ws", channels: ["build"], ...options },
      {
        direct: { clock, random: () => 1, open: server.open, fetch: ticketOffice },
        attention: (listener) => {
          this.window = listener;
          this.isAttentive = true;
          return () => (this.isAttentive = false);
        },
      },
    );
    return this.client;
  }

  /** All messages of a type that the client hears from now on. @param {string} [type] */
  hear(type = "*") {
    /** @type {any[]} */
    const heard = [];
    this.client.subscribe(type, (message) => heard.push(message));
    return heard;
  }

  /** @param {string} channel @param {object} [options] */
  follow(channel, options) {
    /** @type {string[]} */
    const lines = [];
    const following = this.client.follow(
      channel,
      {
        show({ data }, shown) {
          lines.push(data.output);
          shown();
        },
        gap: ({ from, to, reason }) => void lines.push(`gap ${from}-${to} ${reason}`),
      },
      options,
    );
    return { lines, following };
  }
}
