import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { WebSocketClient } from "../../resources/META-INF/resources/tapewire/client/library/client.js";
import { output, settled } from "./fakes.js";
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

describe("connecting and disconnecting", () => {
  it("is idle, and opens nothing, before connect()", () => {
    assert.equal(client.state, "idle");
    assert.equal(client.isConnected, false);
    assert.equal(server.attempts, 0);
  });

  it("connects with a ticket for its token, and names no channel in the address", async () => {
    client = scene.make({ token: "T" });
    client.connect();
    await settled();
    assert.equal(server.url, "ws://localhost/ws?channel=&ticket=for-T");
    server.accept();
    assert.equal(client.state, "open");
    assert.equal(client.isConnected, true);
  });

  it("has one socket however often connect() is called", () => {
    client.connect();
    client.connect();
    server.accept();
    client.connect();
    assert.equal(server.attempts, 1);
  });

  it("is closed after disconnect(), and nothing is left behind", () => {
    client.connect();
    server.accept();
    client.disconnect();
    assert.equal(client.state, "closed");
    assert.equal(server.left, true);
    assert.equal(scene.isAttentive, false);
    assert.equal(clock.pending, 0);
  });

  it("connects again after disconnect(), and goes on where it stood", () => {
    const heard = scene.hear("terminal_output");
    client.connect();
    server.accept();
    server.grant("build");
    server.send(output(1));
    client.disconnect();
    client.connect();
    server.accept();
    assert.deepEqual(server.requests("subscribe")[0].data, { epoch: "e1", offset: 1, window: 1_048_576 });
    server.grant("build", { offset: 1, data: { recovered: true } });
    server.send(output(2));
    assert.deepEqual(
      heard.map(({ offset }) => offset),
      [1, 2],
    );
  });

  for (const [
    words,
    url,
    deflate,
    offered,
  ] of /** @type {[string, string, boolean | undefined, unknown][]} */ ([
    ["binary frames from this machine", "ws://localhost/ws", undefined, "tapewire.binary"],
    ["binary frames from this machine's number", "ws://127.0.0.1:8080/ws", undefined, "tapewire.binary"],
    [
      "compressed frames from another machine",
      "ws://logs.example/ws",
      undefined,
      ["tapewire.deflate", "tapewire.binary"],
    ],
    [
      "compressed frames from this machine if it is told to",
      "ws://localhost/ws",
      true,
      ["tapewire.deflate", "tapewire.binary"],
    ],
    ["binary frames from another machine if it is told to", "ws://logs.example/ws", false, "tapewire.binary"],
  ])) {
    it(`uses the browser's socket where no other is handed in, and asks for ${words}`, () => {
      /** @type {unknown[][]} */
      const opened = [];
      class Socket {
        /** @param {unknown[]} values */
        constructor(...values) {
          opened.push(values);
        }
        close() {}
      }
      const { WebSocket } = globalThis;
      globalThis.WebSocket = /** @type {any} */ (Socket);
      try {
        const own = new WebSocketClient({ url, deflate, channels: [] });
        own.connect();
        own.disconnect();
      } finally {
        globalThis.WebSocket = WebSocket;
      }
      assert.deepEqual(opened, [[`${url}?channel=`, offered]]);
    });
  }

  it("has functions that may be passed on without their object", () => {
    const { connect, disconnect, send, subscribe, onStateChange } = client;
    const heard = /** @type {string[]} */ ([]);
    onStateChange(({ newState }) => heard.push(newState));
    subscribe("pong", ({ type }) => heard.push(type));
    connect();
    server.accept();
    send("ping");
    server.send({ type: "pong" });
    disconnect();
    assert.deepEqual(heard, ["connecting", "open", "pong", "closed"]);
  });
});

describe("what a client is made with", () => {
  it("takes channels and token out of the address, if they are nowhere else", async () => {
    client = scene.make({
      url: "http://localhost/tw/ws?channel=a&channel=b&token=U",
      channels: undefined,
    });
    client.connect();
    await settled();
    assert.equal(server.url, "ws://localhost/tw/ws?channel=&ticket=for-U");
    server.accept();
    assert.deepEqual(
      server.requests("subscribe").map(({ channel }) => channel),
      ["a", "b"],
    );
  });

  it("follows main where no channel is named", () => {
    client = scene.make({ channels: undefined });
    client.connect();
    server.accept();
    assert.deepEqual(
      server.requests("subscribe").map(({ channel }) => channel),
      ["main"],
    );
  });

  it("asks getToken before each attempt", async () => {
    let count = 0;
    client = scene.make({ getToken: async () => `T${++count}` });
    client.connect();
    await settled();
    assert.match(server.url, /ticket=for-T1$/);
    server.accept();
    server.end(1006);
    clock.pass(1000);
    await settled();
    assert.match(server.url, /ticket=for-T2$/);
  });

  it("stays away when getToken says that the user may not have one", async () => {
    client = scene.make({
      getToken: () => {
        throw Object.assign(new Error("signed out"), { status: 401 });
      },
    });
    client.connect();
    assert.deepEqual(client.status, { name: "failed", code: 401, reason: "Error: signed out" });
  });

  for (const [words, options] of /** @type {[string, object][]} */ ([
    ["a token and getToken", { token: "T", getToken: () => "U" }],
    ["a token that is no text", { token: 5 }],
    ["a getToken that is no function", { getToken: "T" }],
    ["channels that are no names", { channels: ["build", 5] }],
    ["channels that are no list", { channels: 5 }],
    ["a share that is neither yes, no nor a text", { share: 5 }],
    ["a deflate that is neither yes nor no", { deflate: "maybe" }],
    ["an address of no socket", { url: "ftp://localhost/ws" }],
    ["less than no attempts", { reconnect: { maxAttempts: -1 } }],
    ["a delay that is no number", { reconnect: { initialDelay: "soon" } }],
    ["a queue for no message", { queue: { maxMessages: 0 } }],
    ["a queue of a size that is no number", { queue: { maxBytes: "1 MB" } }],
  ])) {
    it(`refuses ${words}`, () => assert.throws(() => scene.make(options), /TypeError|RangeError/));
  }
});
