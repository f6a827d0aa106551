import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { WebSocketClient } from "../../resources/META-INF/resources/tapewire/client/library/client.js";
import { FakeClock, FakeServer, settled, ticketOffice } from "./fakes.js";

const MINUTE = 60_000;

/** @type {FakeClock} */
let clock;
/** @type {FakeServer} */
let server;
/** @type {WebSocketClient} */
let client;
/** Gives the tokens. @type {() => Promise<string>} */
let getToken;
/** @type {string[]} */
let reported;

/** As the server writes times; its clock is an hour ahead. @param {number} [later] */
const serverTime = (later = 0) => new Date(clock.now() + 60 * MINUTE + later).toISOString();

/** @param {number | undefined} validMillis */
async function connect(validMillis) {
  client.connect();
  await settled();
  server.handlers.at(-1)?.opened();
  const expires = validMillis === undefined ? undefined : serverTime(validMillis);
  server.send({
    type: "connected",
    timestamp: serverTime(),
    data: { message: "", client_count: 1, expires },
  });
}

/** @param {number} millis */
async function pass(millis) {
  for (let passed = 0; passed < millis; passed += MINUTE / 4) {
    clock.pass(Math.min(MINUTE / 4, millis - passed));
    server.send({ type: "pong", timestamp: serverTime(), data: {} });
    await settled();
  }
}

beforeEach((t) => {
  clock = new FakeClock();
  server = new FakeServer();
  reported = [];
  const { mock } = /** @type {import("node:test").TestContext} */ (t);
  mock.method(console, "warn", (/** @type {unknown[]} */ ...words) => reported.push(words.join(" ")));
  let count = 0;
  getToken = async () => `T${++count}`;
  client = new WebSocketClient(
    { url: "ws://localhost/ws", channels: [], getToken: () => getToken() },
    { direct: { clock, random: () => 1, open: server.open, fetch: ticketOffice } },
  );
});

describe("a fresh token", () => {
  it("is sent a minute before the connection's own ends, by the server's clock", async () => {
    await connect(10 * MINUTE);
    await pass(9 * MINUTE - 1000);
    assert.deepEqual(server.requests("refresh"), []);
    await pass(1000);
    assert.deepEqual(
      server.requests("refresh").map(({ data }) => data),
      [{ token: "T2" }],
    );
  });

  it("is followed by the next one, and the application hears of neither", async () => {
    /** @type {unknown[]} */
    const heard = [];
    client.subscribe("refreshed", (message) => heard.push(message));
    await connect(10 * MINUTE);
    await pass(9 * MINUTE);
    const [{ id }] = server.requests("refresh");
    server.send({
      type: "refreshed",
      id,
      timestamp: serverTime(),
      data: { expires: serverTime(4 * MINUTE) },
    });
    await pass(3 * MINUTE);
    assert.deepEqual(
      server.requests("refresh").map(({ data }) => data.token),
      ["T2", "T3"],
    );
    assert.deepEqual(heard, []);
  });

  it("is asked for again when there is none or it is refused, as long as there is time", async () => {
    await connect(4 * MINUTE);
    const { getToken: good } = { getToken };
    getToken = async () => {
      throw new Error("not now");
    };
    await pass(3 * MINUTE + 1000);
    assert.deepEqual(server.requests("refresh"), []);
    getToken = good;
    await pass(MINUTE / 4);
    const [{ id }] = server.requests("refresh");
    server.send({ type: "error", id, data: { code: "unauthorized", message: "no" } });
    await pass(MINUTE / 4);
    assert.equal(server.requests("refresh").length, 2);
    assert.match(reported.join("\n"), /not now[^]*the fresh token was refused: no/);
  });

  it("is not asked for where tokens do not end, or where nobody gives them", async () => {
    await connect(undefined);
    await pass(60 * MINUTE);
    assert.deepEqual(server.requests("refresh"), []);
  });

  it("is not sent on a connection that has ended meanwhile", async () => {
    await connect(4 * MINUTE);
    /** @type {(token: string) => void} */
    let give = () => {};
    getToken = () => new Promise((resolve) => (give = resolve));
    await pass(3 * MINUTE);
    client.disconnect();
    give("late");
    await settled();
    assert.deepEqual(server.requests("refresh"), []);
    assert.equal(clock.pending, 0);
  });

  it("can end in many days", async () => {
    await connect(30 * 24 * 60 * MINUTE);
    await settled();
    assert.deepEqual(server.requests("refresh"), []);
  });
});

describe("a token that has ended all the same", () => {
  it("is replaced by another one on another connection", async () => {
    await connect(10 * MINUTE);
    server.end(4401);
    assert.equal(client.state, "reconnecting");
    clock.pass(1000);
    await settled();
    assert.match(server.url, /ticket=for-T2$/);
  });

  it("is the last word where there is only one", () => {
    client = new WebSocketClient(
      { url: "ws://localhost/ws", channels: [] },
      { direct: { clock, random: () => 1, open: server.open, fetch: ticketOffice } },
    );
    client.connect();
    server.accept();
    server.end(4401);
    assert.deepEqual([client.state, client.status.code], ["failed", 4401]);
  });
});
