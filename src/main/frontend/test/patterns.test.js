import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { matcher } from "../../resources/META-INF/resources/tapewire/client/channel/pattern.js";
import { WebSocketClient } from "../../resources/META-INF/resources/tapewire/client/library/client.js";
import { FakeClock, FakeServer, output } from "./fakes.js";

describe("a pattern", () => {
  const fits = (/** @type {string} */ pattern, /** @type {string[]} */ channels) =>
    channels.filter(matcher(pattern));
  const channels = ["build", "build/1", "build/1/log", "builds/1", "deploy/1"];

  it("has * for exactly one segment", () => {
    assert.deepEqual(fits("build/*", channels), ["build/1"]);
    assert.deepEqual(fits("*", channels), ["build"]);
    assert.deepEqual(fits("*/1", channels), ["build/1", "builds/1", "deploy/1"]);
  });

  it("has a last ** for one segment or more", () => {
    assert.deepEqual(fits("build/**", channels), ["build/1", "build/1/log"]);
    assert.deepEqual(fits("**", channels), channels);
    assert.deepEqual(fits("*/1/**", channels), ["build/1/log"]);
  });
});

describe("following a pattern", () => {
  /** @type {FakeClock} */
  let clock;
  /** @type {FakeServer} */
  let server;
  /** @type {WebSocketClient} */
  let client;

  const make = (options = {}) =>
    new WebSocketClient(
      { url: "ws://localhost/ws", channels: [], share: false, ...options },
      { direct: { clock, random: () => 1, open: server.open } },
    );

  beforeEach(() => {
    clock = new FakeClock();
    server = new FakeServer();
    client = make();
  });

  /** Follows, and notes everything that is told. @param {string} pattern @param {object} [options] */
  function follow(pattern, options, shows = true) {
    /** @type {string[]} */
    const seen = [];
    const following = client.followPattern(
      pattern,
      {
        channel(channel) {
          seen.push(`+${channel}`);
          return view(channel, seen, shows);
        },
        gone: (channel) => void seen.push(`-${channel}`),
        incomplete: ({ code }) => void seen.push(`incomplete: ${code}`),
        refused: ({ code }) => void seen.push(`refused: ${code}`),
      },
      options,
    );
    return { seen, following };
  }

  /** @param {string} channel @param {string[]} seen @param {boolean} shows @returns {import("../../resources/META-INF/resources/tapewire/client/channel/view.js").View} */
  function view(channel, seen, shows) {
    return {
      show({ data }, shown) {
        seen.push(`${channel}:${data.output}`);
        if (shows) shown();
      },
      gap: ({ from, to, reason }) => void seen.push(`${channel} gap ${from}-${to} ${reason}`),
      reset: () => void seen.push(`${channel} reset`),
      newLog: () => void seen.push(`${channel} new log`),
      refused: ({ code }) => void seen.push(`${channel} refused: ${code}`),
    };
  }

  const connect = () => {
    client.connect();
    server.accept();
  };
  const lose = () => {
    const { attempts } = server;
    server.end(1006);
    while (server.attempts === attempts) clock.pass(1000);
    server.accept();
  };
  /** The server answers for the pattern. */
  const grant = (/** @type {string} */ pattern, /** @type {object} */ data = {}) =>
    server.grant(pattern, { epoch: undefined, offset: undefined, data: { recovered: false, ...data } });
  /** A channel of a pattern is there. */
  const come = (
    /** @type {string} */ channel,
    { pattern = "build/*", epoch = "e1", offset = 0, recovered = false } = {},
  ) => server.send({ type: "subscribed", channel, epoch, offset, data: { recovered, pattern } });
  const print = (/** @type {string} */ channel, /** @type {number} */ offset) =>
    server.send(output(offset, { channel, output: `${offset}` }));
  const forget = (/** @type {string} */ channel, /** @type {number} */ next) => {
    server.send({ type: "gap", channel, epoch: "e1", data: { from: next, to: next - 1, reason: "restart" } });
    server.send({ type: "unsubscribed", channel, data: { pattern: "build/*" } });
  };
  const asked = () =>
    server.requests("subscribe").map(({ channel, data }) => [channel, data.positions ?? data.offset]);
  const ended = () => server.requests("unsubscribe").map(({ channel }) => channel);

  it("is one request, and gives each channel that fits a view of its own", () => {
    const { seen } = follow("build/*");
    connect();
    grant("build/*");
    come("build/1");
    come("build/2");
    print("build/2", 1);
    print("build/1", 1);
    assert.deepEqual(asked(), [["build/*", {}]]);
    assert.deepEqual(seen, ["+build/1", "+build/2", "build/2:1", "build/1:1"]);
  });

  it("acknowledges each channel by itself, and names the window for each", () => {
    follow("build/*", { windowBytes: 100 });
    connect();
    grant("build/*");
    come("build/1");
    print("build/1", 1);
    clock.pass(1000);
    assert.equal(server.requests("subscribe")[0].data.window, 100);
    assert.deepEqual(
      server.requests("ack").map(({ channel, data }) => [channel, data.offset]),
      [["build/1", 1]],
    );
  });

  it("goes on after a loss where each of its channels stood", () => {
    const { seen, following } = follow("build/*");
    connect();
    grant("build/*");
    come("build/1");
    come("build/2");
    print("build/1", 1);
    lose();
    const positions = { "build/1": { epoch: "e1", offset: 1 }, "build/2": { epoch: "e1", offset: 0 } };
    assert.deepEqual(asked(), [["build/*", positions]]);
    grant("build/*");
    come("build/1", { offset: 1, recovered: true });
    print("build/1", 2);
    assert.deepEqual(seen, ["+build/1", "+build/2", "build/1:1", "build/1:2"]);
    assert.deepEqual(following.positions["build/1"], { epoch: "e1", offset: 2 });
  });

  it("tells a channel that is gone, and a channel that comes again is a new one", () => {
    const { seen, following } = follow("build/*");
    connect();
    grant("build/*");
    come("build/1");
    print("build/1", 1);
    forget("build/1", 2);
    assert.deepEqual(following.positions, {});
    come("build/1", { epoch: "e2" });
    server.send(output(1, { channel: "build/1", epoch: "e2", output: "new" }));
    assert.deepEqual(seen.slice(2), [
      "build/1 reset",
      "build/1 gap 2-1 restart",
      "-build/1",
      "+build/1",
      "build/1:new",
    ]);
  });

  it("tells what went away while there was no connection", () => {
    const { seen } = follow("build/*");
    connect();
    grant("build/*");
    come("build/1");
    come("build/2");
    lose();
    grant("build/*", { gone: ["build/1"] });
    come("build/2", { recovered: true });
    assert.deepEqual(seen, ["+build/1", "+build/2", "-build/1"]);
    lose();
    assert.deepEqual(asked(), [["build/*", { "build/2": { epoch: "e1", offset: 0 } }]]);
  });

  it("gives a view everything that has come before it tells that the channel is gone", () => {
    const { seen } = follow("build/*", { windowBytes: 1 }, false);
    connect();
    grant("build/*");
    come("build/1");
    for (const offset of [1, 2, 3]) print("build/1", offset);
    assert.deepEqual(seen, ["+build/1", "build/1:1"]);
    forget("build/1", 4);
    assert.deepEqual(seen.slice(2), [
      "build/1:2",
      "build/1:3",
      "build/1 reset",
      "build/1 gap 4-3 restart",
      "-build/1",
    ]);
  });

  it("resumes with positions that the application has kept", () => {
    const positions = { "build/1": { epoch: "e1", offset: 5 }, "build/old": { epoch: "e1", offset: 9 } };
    const { seen, following } = follow("build/*", { positions });
    assert.deepEqual(following.positions, positions);
    connect();
    assert.deepEqual(asked(), [["build/*", positions]]);
    grant("build/*", { gone: ["build/old"] });
    come("build/1", { offset: 5, recovered: true });
    print("build/1", 6);
    assert.deepEqual(seen, ["-build/old", "+build/1", "build/1:6"]);
    assert.deepEqual(following.positions, { "build/1": { epoch: "e1", offset: 6 } });
  });

  it("asks by name for what does not fit into one message", () => {
    const positions = Object.fromEntries(
      Array.from({ length: 1000 }, (_, i) => [
        `build/${i}`,
        { epoch: "0123456789abcdef", offset: 1_000_000 + i },
      ]),
    );
    follow("build/*", { positions });
    connect();
    const requests = server.requests("subscribe");
    const pattern = requests.at(-1);
    const named = requests.slice(0, -1);
    assert.ok(JSON.stringify(pattern).length < 65_536);
    assert.equal(Object.keys(pattern.data.positions).length + named.length, 1000);
    for (const { channel, data } of named) assert.equal(data.offset, positions[channel].offset);
  });

  it("is one request for all who follow it, and who comes later gets what was before", () => {
    const first = follow("build/*");
    connect();
    grant("build/*");
    come("build/1");
    print("build/1", 1);
    const late = follow("build/*", { positions: { "build/gone": { epoch: "e1", offset: 3 } } });
    print("build/1", 2);
    assert.deepEqual(first.seen, ["+build/1", "build/1:1", "build/1:2"]);
    assert.deepEqual(late.seen, ["+build/1", "build/1:1", "-build/gone", "build/1:2"]);
    assert.equal(asked().length, 1);
    first.following.close();
    assert.deepEqual(ended(), []);
    print("build/1", 3);
    late.following.close();
    assert.deepEqual(ended(), ["build/*"]);
    assert.equal(late.seen.at(-1), "build/1:3");
    assert.equal(first.seen.at(-1), "build/1:2");
  });

  it("and a channel of it by name is the same channel, delivered once", () => {
    /** @type {string[]} */
    const named = [];
    client.follow("build/1", view("build/1", named, true));
    const { seen } = follow("build/*");
    connect();
    server.grant("build/1");
    grant("build/*");
    print("build/1", 1);
    assert.deepEqual(named, ["build/1:1"]);
    assert.deepEqual(seen, ["+build/1", "build/1:1"]);
  });

  it("leaves a channel that is followed by name when it ends", () => {
    const { following } = follow("build/*");
    connect();
    grant("build/*");
    come("build/1");
    print("build/1", 1);
    /** @type {string[]} */
    const named = [];
    const byName = client.follow("build/1", view("build/1", named, true));
    assert.deepEqual(asked().at(-1), ["build/1", 1]);
    server.grant("build/1", { offset: 1, data: { recovered: true } });
    following.close();
    assert.deepEqual(ended(), ["build/*"]);
    print("build/1", 2);
    assert.deepEqual(named, ["build/1:1", "build/1:2"]);
    byName.close();
    assert.deepEqual(ended(), ["build/*", "build/1"]);
  });

  it("brings a channel again that is followed by name no more, on the next connection", () => {
    const { seen } = follow("build/*");
    const byName = client.follow("build/1", { show: (_, shown) => shown() });
    connect();
    server.grant("build/1");
    grant("build/*");
    byName.close();
    print("build/1", 1);
    assert.deepEqual(ended(), [], "the server would leave the channel out of the pattern");
    lose();
    assert.deepEqual(asked(), [["build/*", { "build/1": { epoch: "e1", offset: 1 } }]]);
    assert.deepEqual(seen, ["+build/1", "build/1:1"]);
  });

  it("goes on with a channel that another pattern brings now", () => {
    const first = follow("build/*");
    const second = follow("**");
    connect();
    grant("build/*");
    grant("**");
    come("build/1");
    print("build/1", 1);
    first.following.close();
    come("build/1", { pattern: "**", offset: 1, recovered: true });
    print("build/1", 2);
    assert.deepEqual(second.seen, ["+build/1", "build/1:1", "build/1:2"]);
    assert.deepEqual(ended(), ["build/*"]);
  });

  it("tells why it is refused, also who comes later, and that channels are left out", () => {
    const { seen } = follow("build/*");
    connect();
    const { id } = server.requests("subscribe")[0];
    server.send({ type: "error", id, channel: "build/*", data: { code: "forbidden", message: "no" } });
    assert.deepEqual(seen, ["refused: forbidden"]);
    assert.deepEqual(follow("build/*").seen, ["refused: forbidden"]);
    lose();
    grant("build/*");
    server.send({
      type: "error",
      channel: "build/*",
      data: { code: "too_many_channels", message: "3 are left out" },
    });
    assert.deepEqual(seen, ["refused: forbidden", "incomplete: too_many_channels"]);
  });

  it("says for each channel, and for the pattern, that it may not be watched any more", () => {
    const { seen } = follow("build/*");
    connect();
    grant("build/*");
    come("build/1");
    server.send({ type: "unsubscribed", channel: "build/1", data: { reason: "forbidden" } });
    server.send({ type: "unsubscribed", channel: "build/*", data: { reason: "forbidden" } });
    assert.deepEqual(seen, ["+build/1", "build/1 refused: forbidden", "refused: forbidden"]);
  });

  it("takes nothing from a channel of a pattern that has been left", () => {
    const { seen, following } = follow("build/*");
    connect();
    grant("build/*");
    following.close();
    come("build/1");
    print("build/1", 1);
    assert.deepEqual(seen, []);
    assert.deepEqual(asked(), [["build/*", {}]]);
  });

  it("is also a channel of the client: its handlers hear of all channels", () => {
    client = make({ channels: ["build/*"] });
    /** @type {string[]} */
    const heard = [];
    client.subscribe("terminal_output", ({ channel, data }) => heard.push(`${channel}:${data.output}`));
    client.subscribe("unsubscribed", ({ channel }) => heard.push(`-${channel}`));
    connect();
    grant("build/*");
    come("build/1");
    print("build/1", 1);
    forget("build/1", 2);
    assert.deepEqual(heard, ["build/1:1", "-build/1"]);
  });

  it("is not to be mixed up with following one channel", () => {
    assert.throws(() => client.follow("build/*", { show() {} }), TypeError);
    assert.throws(() => client.followPattern("build", { channel: () => ({ show() {} }) }), TypeError);
  });

  it("harms nobody when a view cannot be made", (t) => {
    t.mock.method(console, "error", () => {});
    let made = 0;
    client.followPattern("build/*", {
      channel() {
        made += 1;
        throw new Error("no view");
      },
    });
    const { seen } = follow("build/*");
    connect();
    grant("build/*");
    come("build/1");
    print("build/1", 1);
    assert.equal(made, 1);
    assert.deepEqual(seen, ["+build/1", "build/1:1"]);
  });
});
