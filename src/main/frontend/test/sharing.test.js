import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
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
class FakeBrowser {
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

class FakeTab {
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

describe("several tabs", () => {
  /** @type {FakeBrowser} */
  let browser;

  beforeEach((t) => {
    browser = new FakeBrowser();
    browser.server.answersPings = true;
    const { mock } = /** @type {import("node:test").TestContext} */ (t);
    mock.method(console, "warn", () => {});
  });

  const print = (/** @type {number} */ offset) => browser.send(output(offset, { output: `${offset}` }));

  it("are one connection, and each channel is asked for once", () => {
    const tabs = Array.from({ length: 10 }, () => browser.tab());
    tabs.forEach((tab) => tab.follow("build"));
    browser.accept();
    browser.server.grant("build");
    print(1);
    assert.equal(browser.server.attempts, 1);
    assert.equal(browser.server.requests("subscribe").length, 1);
    for (const { client, seen } of tabs) assert.deepEqual([client.state, seen], ["open", ["1"]]);
  });

  it("do not share with those that ask for something else", async () => {
    browser.tab();
    browser.tab({ token: "U" });
    browser.tab({ share: "somebody" });
    browser.tab({ share: false });
    browser.pass();
    await settled();
    assert.equal(browser.server.attempts, 4);
  });

  it("that come later get what was before", () => {
    browser.tab().follow("build");
    browser.accept();
    browser.server.grant("build");
    print(1);
    const late = browser.tab();
    late.follow("build");
    browser.pass();
    print(2);
    assert.deepEqual(late.seen, ["1", "2"]);
    assert.deepEqual(late.states, ["connecting", "open"]);
  });

  it("hear of the connection's first message, also later", () => {
    browser.tab();
    browser.accept();
    const late = browser.tab();
    /** @type {string[]} */
    const heard = [];
    late.client.subscribe("connected", ({ data }) => heard.push(data.message));
    browser.pass();
    assert.deepEqual(heard, ["welcome"]);
  });

  it("may follow patterns: each has its own view and pace of each channel", () => {
    const [one, other] = [browser.tab(), browser.tab()];
    /** @type {string[]} */
    const told = [];
    const watch = (/** @type {FakeTab} */ tab) =>
      tab.client.followPattern(
        "build/*",
        {
          channel: (channel) => ({
            show({ data }, shown) {
              tab.seen.push(`${channel}:${data.output}`);
              if (tab.shows) shown();
              else tab.unshown.push(shown);
            },
          }),
          gone: (channel) => void tab.seen.push(`-${channel}`),
          incomplete: ({ code }) => void told.push(code),
        },
        { windowBytes: 1 },
      );
    const following = watch(one);
    watch(other);
    other.shows = false;
    browser.accept();
    browser.server.grant("build/*", { epoch: undefined, offset: undefined });
    const come = (/** @type {string} */ channel) =>
      browser.send({
        type: "subscribed",
        channel,
        epoch: "e1",
        offset: 0,
        data: { recovered: false, pattern: "build/*" },
      });
    for (const channel of ["build/1", "build/2"]) come(channel);
    const print = (/** @type {string} */ channel, /** @type {number} */ offset) =>
      browser.send(output(offset, { channel, output: `${offset}` }));
    print("build/1", 1);
    print("build/1", 2);
    print("build/2", 1);
    assert.equal(browser.server.requests("subscribe").length, 1);
    assert.deepEqual(one.seen, ["build/1:1", "build/1:2", "build/2:1"]);
    assert.deepEqual(other.seen, ["build/1:1", "build/2:1"]);
    other.unshown.splice(0).forEach((shown) => shown());
    browser.pass();
    assert.deepEqual(other.seen.slice(2), ["build/1:2"]);
    browser.send({
      type: "error",
      channel: "build/*",
      data: { code: "too_many_channels", message: "one is left out" },
    });
    assert.deepEqual(told, ["too_many_channels", "too_many_channels"]);
    browser.send({ type: "unsubscribed", channel: "build/1", data: { pattern: "build/*" } });
    assert.deepEqual([one.seen.at(-1), other.seen.at(-1)], ["-build/1", "-build/1"]);
    following.close();
    browser.pass();
    print("build/2", 2);
    other.unshown.splice(0).forEach((shown) => shown());
    browser.pass();
    assert.equal(one.seen.at(-1), "-build/1");
    assert.equal(other.seen.at(-1), "build/2:2");
  });

  it("have a window each: one that shows nothing holds up no other", () => {
    const [visible, hidden] = [browser.tab(), browser.tab()];
    hidden.shows = false;
    visible.follow("build", { windowBytes: 2 });
    hidden.follow("build", { windowBytes: 2 });
    browser.accept();
    browser.server.grant("build");
    for (let offset = 1; offset <= 4; offset++) print(offset);
    browser.wait(1000);
    assert.deepEqual(
      [visible.seen, hidden.seen],
      [
        ["1", "2", "3", "4"],
        ["1", "2"],
      ],
    );
    assert.equal(browser.server.requests("ack").at(-1)?.data.offset, 4);
    hidden.unshown.splice(0).forEach((shown) => shown());
    browser.pass();
    assert.deepEqual(hidden.seen, ["1", "2", "3", "4"]);
  });

  it("go on when the one that came first is closed, and the connection ends with the last", () => {
    const [first, second] = [browser.tab(), browser.tab()];
    first.follow("build");
    second.follow("build");
    browser.accept();
    browser.server.grant("build");
    first.client.disconnect();
    browser.pass();
    print(1);
    assert.deepEqual([first.seen, second.seen], [[], ["1"]]);
    assert.equal(browser.server.left, false);
    second.client.disconnect();
    browser.pass();
    assert.equal(browser.server.left, true);
    assert.equal(browser.connections.size, 0);
  });

  it("go on when one has crashed, which is found out", () => {
    const [crashed, other] = [browser.tab(), browser.tab()];
    crashed.follow("build");
    other.follow("deploy");
    browser.accept();
    crashed.crash();
    browser.wait(59_000);
    assert.equal(browser.server.requests("unsubscribe").length, 0);
    browser.wait(2_000);
    assert.deepEqual(
      browser.server.requests("unsubscribe").map(({ channel }) => channel),
      ["build"],
    );
    assert.equal(other.client.state, "open");
  });

  it("that were frozen and dropped come again as soon as they run", () => {
    const [frozen, other] = [browser.tab(), browser.tab()];
    frozen.follow("build");
    other.follow("build");
    browser.accept();
    browser.server.grant("build");
    print(1);
    frozen.freeze();
    browser.wait(61_000);
    print(2);
    assert.deepEqual([frozen.seen, other.seen], [["1"], ["1", "2"]]);
    frozen.thaw();
    browser.pass();
    assert.deepEqual([frozen.seen, frozen.client.state], [["1", "2"], "open"]);
  });

  it("hear all of them of a loss, and go on where each of them stood", () => {
    const [fast, slow] = [browser.tab(), browser.tab()];
    slow.shows = false;
    fast.follow("build");
    slow.follow("build", { windowBytes: 1 });
    browser.accept();
    browser.server.grant("build");
    print(1);
    print(2);
    browser.server.end(1006);
    browser.pass();
    assert.deepEqual([fast.client.state, slow.client.state], ["reconnecting", "reconnecting"]);
    browser.clock.pass(1000);
    browser.accept();
    browser.server.grant("build", { offset: 2, data: { recovered: true } });
    print(3);
    slow.shows = true;
    slow.unshown[0]();
    browser.pass();
    assert.deepEqual(
      [fast.seen, slow.seen],
      [
        ["1", "2", "3"],
        ["1", "2", "3"],
      ],
    );
  });

  it("try again as soon as somebody looks at one of them", () => {
    const [one, other] = [browser.tab(), browser.tab()];
    browser.accept();
    one.window?.hidden(true);
    other.window?.hidden(true);
    browser.pass();
    browser.server.end(1006);
    browser.wait(100_000);
    assert.equal(browser.server.attempts, 1);
    other.window?.hidden(false);
    other.window?.wake();
    browser.pass();
    assert.equal(browser.server.attempts, 2);
  });

  it("try at once when another one is opened that somebody looks at", () => {
    const hidden = browser.tab();
    browser.accept();
    hidden.window?.hidden(true);
    browser.pass();
    browser.server.end(1006);
    browser.wait(100_000);
    assert.equal(browser.server.attempts, 1);
    const visible = browser.tab();
    browser.accept();
    assert.equal(browser.server.attempts, 2);
    assert.equal(visible.client.state, "open");
  });

  it("that come from the back/forward cache go on where they stood", () => {
    const [cached, other] = [browser.tab(), browser.tab()];
    cached.follow("build");
    other.follow("build");
    browser.accept();
    browser.server.grant("build");
    print(1);
    cached.window?.away();
    print(2);
    cached.window?.wake();
    browser.pass();
    assert.deepEqual(cached.seen, ["1", "2"]);
    assert.equal(cached.client.state, "open");
    assert.equal(browser.server.attempts, 1);
  });

  it("go on with another worker when theirs has ended", () => {
    const tab = browser.tab();
    tab.follow("build");
    browser.accept();
    browser.server.grant("build");
    print(1);
    tab.loseWorker();
    browser.connections.clear();
    browser.wait(31_000);
    browser.accept();
    assert.equal(tab.client.state, "open");
    assert.equal(browser.server.requests("subscribe")[0].data.offset, 1);
    browser.server.grant("build", { offset: 1, data: { recovered: true } });
    print(2);
    assert.deepEqual(tab.seen, ["1", "2"]);
  });

  it("go on with another worker at once where the browser says that theirs has ended", () => {
    const tab = browser.tab();
    browser.accept();
    tab.loseWorker();
    browser.connections.clear();
    tab.workerEnded();
    tab.workerEnded();
    browser.accept();
    assert.deepEqual(tab.states, ["connecting", "open", "reconnecting", "open"]);
    assert.equal(tab.lines.length, 2);
  });

  it("have a socket each where no worker runs", () => {
    browser.hasWorker = false;
    const tab = browser.tab();
    tab.follow("build");
    browser.wait(10_000);
    browser.server.accept();
    browser.server.grant("build");
    print(1);
    assert.deepEqual([tab.client.state, tab.seen], ["open", ["1"]]);
    assert.equal(tab.lines.length, 1);
  });

  it("send in order, and what was not sent before a loss once after it", () => {
    const [one, other] = [browser.tab(), browser.tab()];
    one.client.send("ping", {}, { id: "1" });
    browser.accept();
    other.client.send("ping", {}, { id: "2" });
    browser.pass();
    assert.deepEqual(
      browser.server.requests("ping").map(({ id }) => id),
      ["1", "2"],
    );
    one.client.send("ping", {}, { id: "3" });
    browser.server.end(1006);
    browser.clock.pass(1000);
    browser.server.accept();
    one.client.send("ping", {}, { id: "4" });
    browser.pass();
    assert.deepEqual(
      browser.server.requests("ping").map(({ id }) => id),
      ["3", "4"],
    );
  });

  it("are asked for a token in turn", async () => {
    /** @type {string[]} */
    const asked = [];
    const ask = (/** @type {string} */ name) => ({
      getToken: () => {
        asked.push(name);
        return name;
      },
    });
    browser.tab(ask("one"));
    await browser.settle();
    assert.match(browser.server.url, /ticket=for-one$/);
    browser.tab(ask("other"));
    browser.accept();
    browser.server.end(1006);
    browser.clock.pass(1000);
    await browser.settle();
    assert.match(browser.server.url, /ticket=for-other$/);
    assert.deepEqual(asked, ["one", "other"]);
  });
});
