import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Backoff } from "../../resources/META-INF/resources/tapewire/client/connection/backoff.js";
import { Connection } from "../../resources/META-INF/resources/tapewire/client/connection/connection.js";
import { FakeClock, FakeServer, output } from "./fakes.js";

describe("a connection", () => {
  /** @type {FakeClock} */
  let clock;
  /** @type {FakeServer} */
  let server;
  /** @type {number | undefined} */
  let sessionStatus;
  /** @type {() => void} */
  let wake;
  /** @type {Connection} */
  let connection;
  /** @type {string[]} */
  let states;
  /** @type {string[]} */
  let problems;

  beforeEach(() => {
    clock = new FakeClock();
    server = new FakeServer();
    sessionStatus = undefined;
    states = [];
    problems = [];
    connection = new Connection({
      url: "ws://localhost/ws?channel=",
      clock,
      backoff: new Backoff({ random: () => 1 }),
      open: server.open,
      status: async () => sessionStatus,
      wake: (call) => {
        wake = call;
        return () => (wake = () => assert.fail("still listening"));
      },
    });
    connection.addEventListener("state", (event) => {
      states.push(/** @type {CustomEvent} */ (event).detail.name);
    });
    connection.addEventListener("problem", (event) => {
      problems.push(/** @type {CustomEvent} */ (event).detail.message);
    });
  });

  const watch = (/** @type {string} */ channel) => {
    /** @type {string[]} */
    const lines = [];
    const subscription = connection.subscribe(channel, {
      show({ data }, shown) {
        lines.push(data.output);
        shown();
      },
    });
    return { lines, subscription };
  };
  const grant = (/** @type {string} */ channel, epoch = "e1") => {
    const { id } = server.requests("subscribe").findLast((request) => request.channel === channel);
    server.send({ type: "subscribed", id, channel, epoch, offset: 0, data: { recovered: false } });
  };

  it("is live when the server has said its first word", () => {
    assert.equal(connection.state.name, "connecting");
    server.accept();
    assert.equal(connection.state.name, "live");
  });

  it("carries several channels, and gives each record to its own", () => {
    const build = watch("build");
    server.accept();
    const deploy = watch("deploy");
    grant("build");
    grant("deploy");
    server.send(output(1, { channel: "deploy", output: "d" }));
    server.send(output(1, { channel: "build", output: "b" }));
    assert.deepEqual([build.lines, deploy.lines], [["b"], ["d"]]);
    assert.equal(server.attempts, 1);
  });

  it("takes every channel up again where it stood after a loss", () => {
    watch("build");
    server.accept();
    grant("build");
    server.send(output(3, { first: 1 }));
    server.end(1006);
    clock.pass(500);
    server.accept();
    const [request] = server.requests("subscribe");
    assert.equal(request.data.epoch, "e1");
    assert.equal(request.data.offset, 3);
  });

  for (const code of [1000, 1001, 1005, 1006, 1011, 1012, 1013, 4000, 4399, 4500]) {
    it(`comes back after close code ${code}`, () => {
      server.accept();
      server.end(code);
      assert.equal(connection.state.name, "waiting");
      clock.pass(500);
      assert.equal(server.attempts, 2);
    });
  }

  for (const code of [1008, 4400, 4401, 4499]) {
    it(`stays away after close code ${code}, and says why`, () => {
      server.accept();
      server.end(code, "no more");
      assert.deepEqual(connection.state, { name: "denied", code, reason: "no more" });
      wake();
      clock.pass(3_600_000);
      assert.equal(server.attempts, 1);
    });
  }

  it("says when the next try is", () => {
    server.accept();
    server.end(1006);
    assert.deepEqual(connection.state, { name: "waiting", retryAt: clock.now() + 500 });
  });

  it("waits longer each time while it does not succeed", () => {
    const waits = [];
    for (let i = 0; i < 4; i++) {
      server.end(1006);
      waits.push((connection.state.retryAt ?? 0) - clock.now());
      clock.pass(waits[i]);
    }
    assert.deepEqual(waits, [500, 1000, 2000, 4000]);
  });

  it("starts with short waits again only after a connection that lasted", () => {
    server.accept();
    server.end(1006);
    clock.pass(500);
    server.accept();
    clock.pass(4_999);
    server.end(1006);
    assert.equal((connection.state.retryAt ?? 0) - clock.now(), 1000);
    clock.pass(1_000);
    server.accept();
    clock.pass(5_000);
    server.end(1006);
    assert.equal((connection.state.retryAt ?? 0) - clock.now(), 500);
  });

  it("tries at once when the network is back or the page is looked at", () => {
    server.accept();
    server.end(1006);
    wake();
    assert.equal(connection.state.name, "connecting");
    assert.equal(server.attempts, 2);
    clock.pass(500);
    assert.equal(server.attempts, 2);
  });

  it("makes sure that a live connection is alive when the page is looked at", () => {
    server.accept();
    wake();
    assert.equal(server.requests("ping").length, 1);
    server.send({ type: "pong" });
    clock.pass(8_000);
    assert.equal(connection.state.name, "live");
  });

  it("gives up a connection that answers no ping, and comes back", () => {
    server.accept();
    clock.pass(20_000);
    assert.equal(server.requests("ping").length, 1);
    clock.pass(8_000);
    assert.equal(connection.state.name, "waiting");
    assert.equal(server.left, true);
  });

  it("gives up a connection on which the server never says a word", () => {
    clock.pass(10_000);
    assert.equal(connection.state.name, "waiting");
  });

  it("stays away when the session is over, which a failed handshake does not tell", async () => {
    sessionStatus = 401;
    server.end(1006);
    await Promise.resolve();
    await Promise.resolve();
    assert.deepEqual(connection.state, { name: "denied", code: 401 });
    clock.pass(60_000);
    assert.equal(server.attempts, 1);
  });

  it("reports what it cannot use, and lives on", () => {
    server.accept();
    server.sendText("no json");
    server.send({ type: "file_chunk", data: {} });
    server.send({ type: "error", data: { code: "bad", message: "not like this" } });
    assert.deepEqual(problems, ["a frame is JSON", "unknown type file_chunk", "refused: not like this"]);
    assert.equal(connection.state.name, "live");
  });

  it("drops a channel and takes it up again without mixing the two", () => {
    const before = watch("build");
    server.accept();
    grant("build");
    connection.unsubscribe(before.subscription);
    const after = watch("build");
    server.send(output(1, { output: "late" }));
    grant("build");
    server.send(output(1, { output: "new" }));
    assert.deepEqual([before.lines, after.lines], [[], ["new"]]);
    assert.equal(server.requests("unsubscribe").length, 1);
  });

  it("leaves nothing behind when it is closed", () => {
    server.accept();
    connection.close();
    assert.equal(connection.state.name, "closed");
    assert.equal(server.left, true);
    assert.equal(clock.pending, 0);
    assert.deepEqual(states, ["live", "closed"]);
  });
});
