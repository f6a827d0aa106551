// A browser with a shared worker, and tabs that come and go, freeze and crash when the test says so.

import { WebSocketClient } from "../../resources/META-INF/resources/tapewire/client/library/client.js";
import { SharedConnection } from "../../resources/META-INF/resources/tapewire/client/sharing/shared-connection.js";
import { Tab } from "../../resources/META-INF/resources/tapewire/client/sharing/tab.js";
import { FakeClock, FakeServer, output, settled, ticketOffice } from "./fakes.js";

/** @typedef {import("../../resources/META-INF/resources/tapewire/client/sharing/port.js").MessageEnd} MessageEnd */

/** Two ends of a line; what is posted arrives when the test lets it, as a copy. */
class Line {
  /** @type {{ to: "page" | "worker", arrive: () => void }[]} */
  #onTheWay = [];
  #isPageFrozen;
  /** What neither end says any more: one of them has crashed. */
  isDead = false;
  page = this.#end("worker", () => this.worker);
  worker = this.#end("page", () => this.page);

  /** @param {() => boolean} isPageFrozen */
  constructor(isPageFrozen) {
    this.#isPageFrozen = isPageFrozen;
  }

  /** Lets everything arrive, and what is posted because of it. */
  pass() {
    for (;;) {
      const next = this.#onTheWay.findIndex(({ to }) => to === "worker" || !this.#isPageFrozen());
      if (next < 0) return;
      this.#onTheWay.splice(next, 1)[0].arrive();
    }
  }

  /** @param {"page" | "worker"} to @param {() => MessageEnd} other @returns {MessageEnd} */
  #end(to, other) {
    return {
      onmessage: null,
      postMessage: (message) => {
        const data = structuredClone(message);
        this.#onTheWay.push({ to, arrive: () => this.isDead || other().onmessage?.({ data }) });
      },
      close() {},
      addEventListener() {},
    };
  }
}

/** A browser with a shared worker, and tabs that may come and go. */
export class FakeBrowser {
  clock = new FakeClock();
  server = new FakeServer();
  /** Whether there is a worker that runs. */
  hasWorker = true;
  /** @type {Map<string, SharedConnection>} */
  connections = new Map();
  /** @type {FakeTab[]} */
  tabs = [];

  /** @param {object} [options] */
  tab(options) {
    const tab = new FakeTab(this, options);
    this.tabs.push(tab);
    return tab;
  }

  pass() {
    for (let i = 0; i < 5; i++) this.tabs.forEach((tab) => tab.lines.forEach((line) => line.pass()));
  }

  /** Lets everything happen that was promised. */
  async settle() {
    for (let i = 0; i < 5; i++) {
      this.pass();
      await settled();
    }
  }

  /** @param {number} millis */
  wait(millis) {
    for (let passed = 0; passed < millis; passed += 1000) {
      this.clock.pass(Math.min(1000, millis - passed));
      this.pass();
    }
  }

  accept() {
    this.pass();
    this.server.accept();
    this.pass();
  }

  /** @param {object} envelope */
  send(envelope) {
    this.server.send(envelope);
    this.pass();
  }

  /** @param {number} offset of a record that the server sends */
  print(offset) {
    this.send(output(offset, { output: `${offset}` }));
  }

  /** @param {import("../../resources/META-INF/resources/tapewire/client/sharing/tab.js").Wish} wish */
  connectionFor = (wish) => {
    const key = JSON.stringify(wish);
    const world = {
      clock: this.clock,
      random: () => 1,
      open: this.server.open,
      fetch: ticketOffice,
    };
    const connection =
      this.connections.get(key) ?? new SharedConnection(wish, () => this.connections.delete(key), world);
    this.connections.set(key, connection);
    return connection;
  };
}

export class FakeTab {
  /** @type {string[]} */
  seen = [];
  /** @type {Line[]} */
  lines = [];
  /** What has not been shown. @type {(() => void)[]} */
  unshown = [];
  /** By the browser, if it knows. */
  workerEnded = () => {};
  /** @type {string[]} */
  states = [];
  /** Whether it shows what it is given at once. */
  shows = true;
  /** Timers that fell due while it was frozen. @type {(() => void)[] | undefined} */
  #held;
  #isCrashed = false;

  /** @param {FakeBrowser} browser @param {object} [options] */
  constructor(browser, options) {
    const { clock, server } = browser;
    this.client = new WebSocketClient(
      { url: "ws://localhost/ws", channels: [], ...options },
      {
        direct: { clock, random: () => 1, open: server.open, fetch: ticketOffice },
        shared: {
          clock: { now: clock.now, after: (millis, call) => clock.after(millis, () => this.#run(call)) },
          awaitEnd: (ended) => {
            this.workerEnded = ended;
          },
          connect: () => {
            const line = new Line(() => this.isFrozen);
            this.lines.push(line);
            line.isDead = this.#isCrashed;
            if (browser.hasWorker) new Tab(line.worker, browser.connectionFor, clock);
            return line.page;
          },
        },
        attention: (listener) => {
          this.window = listener;
          return () => {};
        },
      },
    );
    this.client.onStateChange(({ newState }) => this.states.push(newState));
    this.client.connect();
  }

  /** @param {string} channel @param {object} [options] */
  follow(channel, options) {
    return this.client.follow(
      channel,
      {
        show: ({ data }, shown) => {
          this.seen.push(data.output);
          if (this.shows) shown();
          else this.unshown.push(shown);
        },
        gap: ({ from, to, reason }) => void this.seen.push(`gap ${from}-${to} ${reason}`),
        newLog: () => void this.seen.push("new log"),
      },
      options,
    );
  }

  /** Whether nothing of it runs; what is posted to it waits, and so do its timers. */
  get isFrozen() {
    return this.#held !== undefined;
  }

  freeze() {
    this.#held = [];
  }

  thaw() {
    const held = this.#held;
    this.#held = undefined;
    held?.forEach((call) => call());
  }

  /** @param {() => void} call */
  #run(call) {
    if (this.#held) this.#held.push(call);
    else call();
  }

  crash() {
    this.#isCrashed = true;
    this.loseWorker();
  }

  loseWorker() {
    this.lines.forEach((line) => (line.isDead = true));
  }
}
