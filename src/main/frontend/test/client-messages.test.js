import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { WebSocketClient } from "../../resources/META-INF/resources/tapewire/client/library/client.js";
import { output } from "./fakes.js";
import { Scene } from "./scene.js";

/** @type {Scene} */
let scene;
/** @type {Scene["clock"]} */
let clock;
/** @type {Scene["server"]} */
let server;
/** @type {Scene["client"]} */
let client;

beforeEach((t) => {
  scene = new Scene(t);
  ({ clock, server, client } = scene);
});

describe("subscriptions", () => {
  beforeEach(() => {
    client.connect();
    server.accept();
    server.grant("build");
  });

  it("hear of messages of their type", () => {
    const heard = scene.hear("task_status");
    server.send(output(1));
    const task = {
      type: "task_status",
      channel: "build",
      epoch: "e1",
      offset: 2,
      data: { taskId: "t", status: "done" },
    };
    server.send(task);
    assert.deepEqual(heard, [{ ...task, first: 2 }]);
  });

  it("with the wildcard hear of all, and of gaps", () => {
    const heard = scene.hear();
    server.send(output(1));
    server.send({ type: "gap", channel: "build", epoch: "e1", data: { from: 2, to: 7, reason: "slow" } });
    server.send({ type: "pong" });
    server.send({ type: "error", data: { code: "bad_request", message: "not like this" } });
    assert.deepEqual(
      heard.map(({ type }) => type),
      ["terminal_output", "gap", "pong", "error"],
    );
  });

  it("hear nothing any more after they were ended, and only these", () => {
    const heard = /** @type {string[]} */ ([]);
    const handler = () => heard.push("x");
    const end = client.subscribe("terminal_output", handler);
    client.subscribe("terminal_output", handler);
    end();
    end();
    server.send(output(1));
    assert.deepEqual(heard, ["x"]);
  });

  it("are not harmed by one that throws, which is scene.reported", () => {
    client.subscribe("terminal_output", () => {
      throw new Error("oops");
    });
    const heard = scene.hear("terminal_output");
    server.send(output(1));
    server.send(output(2));
    assert.equal(heard.length, 2);
    assert.match(scene.reported[0], /a handler has thrown.*oops/);
  });

  it("hear each record once, when some come again", () => {
    const heard = scene.hear("terminal_output");
    server.send(output(1));
    server.send(output(1));
    server.send(output(2));
    assert.deepEqual(
      heard.map(({ offset }) => offset),
      [1, 2],
    );
  });

  it("do not hear what cannot be read, and the console does", () => {
    const heard = scene.hear();
    server.sendText("{");
    server.send({ type: "terminal_output", channel: "build", epoch: "e1", offset: 1, data: {} });
    server.send(output(1));
    assert.deepEqual(
      heard.map(({ type }) => type),
      ["terminal_output"],
    );
    assert.deepEqual(scene.reported, ["tapewire: a frame is JSON", "tapewire: `output` is a string"]);
  });
});

describe("resuming", () => {
  it("goes on after the last record in every channel, and reports what is missing", () => {
    const { lines } = scene.follow("deploy");
    const heard = scene.hear();
    client.connect();
    server.accept();
    server.grant("build");
    server.grant("deploy");
    server.send(output(4, { first: 1 }));
    server.send(output(1, { channel: "deploy", output: "one" }));
    server.end(1006);
    clock.pass(1000);
    server.accept();
    assert.deepEqual(
      server.requests("subscribe").map(({ channel, data }) => [channel, data.epoch, data.offset]),
      [
        ["build", "e1", 4],
        ["deploy", "e1", 1],
      ],
    );
    server.grant("build", { offset: 4, data: { recovered: false } });
    server.send({ type: "gap", channel: "build", epoch: "e1", data: { from: 5, to: 9, reason: "evicted" } });
    server.grant("deploy", { offset: 1, data: { recovered: true } });
    server.send(output(2, { channel: "deploy", output: "two" }));
    assert.deepEqual(lines, ["one", "two"]);
    assert.deepEqual(
      heard.filter(({ type }) => type === "gap").map(({ data }) => data.to),
      [9],
    );
  });
});

describe("sending", () => {
  it("sends at once on an open connection", () => {
    client.connect();
    server.accept();
    assert.equal(client.send("refresh", { token: "U" }), true);
    assert.deepEqual(server.requests("refresh"), [{ type: "refresh", data: { token: "U" } }]);
  });

  it("keeps what is sent without a connection, and sends it in order, before what a handler of the state sends", () => {
    client.onStateChange(({ newState }) => newState === "open" && client.send("ping", {}, { id: "3" }));
    client.send("ping", {}, { id: "1" });
    client.connect();
    client.send("ping", {}, { id: "2" });
    server.accept();
    assert.deepEqual(
      server.requests("ping").map(({ id }) => id),
      ["1", "2", "3"],
    );
  });

  it("sends nothing twice", () => {
    client.connect();
    server.accept();
    client.send("ping", {}, { id: "1" });
    server.end(1006);
    client.send("ping", {}, { id: "2" });
    clock.pass(1000);
    server.accept();
    assert.deepEqual(
      server.requests("ping").map(({ id }) => id),
      ["2"],
    );
  });

  it("says when a message does not fit any more: so many", () => {
    client = scene.make({ queue: { maxMessages: 2 } });
    assert.deepEqual([client.send("ping"), client.send("ping"), client.send("ping")], [true, true, false]);
    client.connect();
    server.accept();
    assert.equal(server.requests("ping").length, 2);
    assert.equal(client.send("ping"), true);
  });

  it("says when a message does not fit any more: so many bytes", () => {
    client = scene.make({ queue: { maxBytes: 150 } });
    assert.equal(client.send("note", { text: "ü".repeat(30) }), true);
    assert.equal(client.send("note", { text: "ü".repeat(30) }), false);
    assert.equal(client.send("ping"), true);
  });

  it("forgets what waits at disconnect()", () => {
    client.send("ping");
    client.disconnect();
    client.connect();
    server.accept();
    assert.equal(server.requests("ping").length, 0);
  });

  it("leaves subscribe, unsubscribe and ack to follow()", () => {
    assert.throws(() => client.send("subscribe", {}, { channel: "x" }), TypeError);
  });
});

describe("asking over HTTP", () => {
  it("goes to the client's server, with its token", async () => {
    /** @type {unknown[]} */
    const asked = [];
    const fetch = async (/** @type {unknown} */ url, /** @type {any} */ { headers }) => {
      asked.push(String(url), headers.Authorization);
      return Response.json({ tasks: [] });
    };
    const { get } = new WebSocketClient(
      { url: "ws://localhost/tw/ws", token: "T" },
      { direct: { clock, fetch: /** @type {any} */ (fetch) } },
    );
    assert.deepEqual(await (await get("channels/build/tasks")).json(), { tasks: [] });
    assert.deepEqual(asked, ["http://localhost/tw/channels/build/tasks", "Bearer T"]);
  });
});
