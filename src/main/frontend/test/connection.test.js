import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { ConnectionScene } from "./connection-scene.js";
import { settled } from "./fakes.js";

describe("a connection", () => {
  /** @type {ConnectionScene} */
  let scene;
  /** @type {ConnectionScene["clock"]} */
  let clock;
  /** @type {ConnectionScene["server"]} */
  let server;
  /** @type {ConnectionScene["connection"]} */
  let connection;

  beforeEach(() => {
    scene = new ConnectionScene();
    ({ clock, server, connection } = scene);
  });

  it("is idle before it is asked to connect", () => {
    assert.equal(scene.make().state.name, "idle");
    assert.equal(server.attempts, 1);
  });

  it("is open when the server has said its first word", () => {
    assert.equal(connection.state.name, "connecting");
    server.accept();
    assert.equal(connection.state.name, "open");
  });

  it("has one socket however often it is asked to connect", () => {
    connection.connect();
    server.accept();
    connection.connect();
    assert.equal(server.attempts, 1);
  });

  for (const code of [1000, 1001, 1005, 1006, 1011, 1012, 1013, 4000, 4399, 4500]) {
    it(`comes back after close code ${code}`, () => {
      server.accept();
      server.end(code);
      assert.equal(connection.state.name, "reconnecting");
      clock.pass(1000);
      assert.equal(server.attempts, 2);
    });
  }

  for (const code of [1008, 4400, 4401, 4499]) {
    it(`stays away after close code ${code}, and says why`, () => {
      server.accept();
      server.end(code, "no more");
      assert.deepEqual(connection.state, { name: "failed", code, reason: "no more" });
      connection.wake();
      clock.pass(3_600_000);
      assert.equal(server.attempts, 1);
    });
  }

  it("asks why once at a time, and not any more when it is open or disconnected", async () => {
    for (const end of [() => server.accept(), () => connection.disconnect()]) {
      /** @type {AbortSignal[]} */
      const asked = [];
      const status = (/** @type {AbortSignal} */ signal) => {
        asked.push(signal);
        return new Promise(() => {});
      };
      connection = scene.make({ status });
      connection.connect();
      for (let i = 0; i < 5; i++) {
        server.end(1006);
        clock.pass(scene.wait);
      }
      assert.deepEqual(
        asked.map(({ aborted }) => aborted),
        [false],
      );
      end();
      assert.equal(asked[0].aborted, true);
    }
  });

  it("stays away when the server has refused a request over HTTP", () => {
    server.accept();
    connection.refuse(401);
    assert.deepEqual(connection.state, { name: "failed", code: 401, reason: "" });
    assert.equal(server.left, true);
    connection.wake();
    assert.equal(server.attempts, 1);
  });

  it("makes sure that an open connection is alive when the page is looked at", () => {
    server.accept();
    connection.wake();
    assert.equal(server.requests("ping").length, 1);
    server.send({ type: "pong" });
    clock.pass(8_000);
    assert.equal(connection.state.name, "open");
  });

  it("gives up a connection that answers no ping, and comes back", () => {
    server.accept();
    clock.pass(20_000);
    assert.equal(server.requests("ping").length, 1);
    clock.pass(8_000);
    assert.equal(connection.state.name, "reconnecting");
    assert.equal(server.left, true);
  });

  it("hears nothing of an attempt that it has abandoned", () => {
    const abandoned = /** @type {import("./fakes.js").Handler} */ (server.handlers.at(-1));
    clock.pass(10_000);
    clock.pass(1000);
    server.accept();
    const before = [...scene.states];
    abandoned.opened();
    abandoned.received(JSON.stringify({ type: "connected", data: {} }));
    abandoned.received(JSON.stringify({ type: "pong" }));
    abandoned.closed({ code: 4401, reason: "late" });
    assert.deepEqual(scene.states, before);
    assert.deepEqual(scene.messages, ["connected"]);
    assert.equal(server.attempts, 2);
  });

  it("stays away when the session is over, which a failed handshake does not tell", async () => {
    scene.sessionStatus = 401;
    server.end(1006);
    await settled();
    assert.deepEqual(connection.state, { name: "failed", code: 401, reason: "" });
    clock.pass(60_000);
    assert.equal(server.attempts, 1);
  });

  it("reports what it cannot use, and lives on", () => {
    server.accept();
    server.sendText("no json");
    server.send({ type: "file_chunk", data: {} });
    assert.deepEqual(scene.problems, ["a frame is JSON", "unknown type file_chunk"]);
    assert.equal(connection.state.name, "open");
  });

  it("leaves nothing behind when it is disconnected", () => {
    server.accept();
    connection.disconnect();
    assert.equal(connection.state.name, "closed");
    assert.equal(server.left, true);
    assert.equal(clock.pending, 0);
    assert.deepEqual(scene.states, ["connecting", "open", "closed"]);
  });
});
