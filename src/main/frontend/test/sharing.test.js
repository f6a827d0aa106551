import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { FakeBrowser } from "./fake-browser.js";
import { output, settled } from "./fakes.js";

describe("several tabs", () => {
  /** @type {FakeBrowser} */
  let browser;

  beforeEach((t) => {
    browser = new FakeBrowser();
    browser.server.answersPings = true;
    const { mock } = /** @type {import("node:test").TestContext} */ (t);
    mock.method(console, "warn", () => {});
  });

  it("are one connection, and each channel is asked for once", () => {
    const tabs = Array.from({ length: 10 }, () => browser.tab());
    tabs.forEach((tab) => tab.follow("build"));
    browser.accept();
    browser.server.grant("build");
    browser.print(1);
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
    browser.print(1);
    const late = browser.tab();
    late.follow("build");
    browser.pass();
    browser.print(2);
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
    const watch = (/** @type {import("./fake-browser.js").FakeTab} */ tab) =>
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
    for (let offset = 1; offset <= 4; offset++) browser.print(offset);
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
