import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Backoff } from "../../resources/META-INF/resources/tapewire/client/connection/backoff.js";
import { Connection } from "../../resources/META-INF/resources/tapewire/client/connection/connection.js";
import { Retries } from "../../resources/META-INF/resources/tapewire/client/connection/retries.js";
import { FakeClock, FakeServer, settled } from "./fakes.js";

describe("a connection", () => {
  /** @type {FakeClock} */
  let clock;
  /** @type {FakeServer} */
  let server;
  /** @type {number | undefined} */
  let sessionStatus;
  /** @type {Connection} */
  let connection;
  /** @type {string[]} */
  let states;
  /** @type {string[]} */
  let problems;
  /** @type {string[]} */
  let messages;

  const make = (
    /** @type {{ maxAttempts?: number, random?: () => number, address?: any, status?: any }} */ {
      maxAttempts,
      random = () => 1,
      ...options
    } = {},
  ) =>
    new Connection({
      address: () => "ws://localhost/ws?channel=",
      clock,
      retries: new Retries({ maxAttempts, backoff: new Backoff({ firstMillis: 1000, random }) }),
      open: server.open,
      status: async () => sessionStatus,
      listener: {
        state: ({ name }) => void states.push(name),
        message: ({ type }) => void messages.push(type),
        problem: ({ message }) => void problems.push(message),
      },
      ...options,
    });
  const wait = () => (connection.state.nextAttemptAt ?? NaN) - clock.now();

  beforeEach(() => {
    clock = new FakeClock();
    server = new FakeServer();
    sessionStatus = undefined;
    states = [];
    problems = [];
    messages = [];
    connection = make();
    connection.connect();
  });

  it("is idle before it is asked to connect", () => {
    assert.equal(make().state.name, "idle");
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

  it("says which attempt comes next, of how many, and when", () => {
    server.accept();
    server.end(1006);
    assert.deepEqual(connection.state, {
      name: "reconnecting",
      attempt: 1,
      maxAttempts: Infinity,
      nextAttemptAt: clock.now() + 1000,
    });
    clock.pass(1000);
    assert.deepEqual(connection.state, { name: "reconnecting", attempt: 1, maxAttempts: Infinity });
    server.end(1006);
    assert.equal(connection.state.attempt, 2);
  });

  it("waits up to twice as long each time, and no longer than the longest delay", () => {
    const waits = [];
    for (let i = 0; i < 7; i++) {
      server.end(1006);
      waits.push(wait());
      clock.pass(waits[i]);
    }
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it("spreads its attempts over the whole wait", () => {
    const randoms = [0, 0.25, 0.5];
    connection = make({ random: () => randoms.shift() ?? 1 });
    connection.connect();
    const waits = [];
    for (let i = 0; i < 3; i++) {
      server.end(1006);
      waits.push(wait());
      clock.pass(waits[i]);
    }
    assert.deepEqual(waits, [0, 500, 2000]);
  });

  it("starts with short waits again only after a connection that lasted", () => {
    server.accept();
    server.end(1006);
    clock.pass(1000);
    server.accept();
    clock.pass(4_999);
    server.end(1006);
    assert.equal(wait(), 2000);
    clock.pass(2000);
    server.accept();
    clock.pass(5_000);
    server.end(1006);
    assert.equal(wait(), 1000);
  });

  it("gives up after as many attempts as it may make", () => {
    connection.disconnect();
    connection = make({ maxAttempts: 2 });
    connection.connect();
    const first = server.attempts;
    for (let i = 0; i < 3; i++) {
      server.end(1006);
      clock.pass(4000);
    }
    assert.deepEqual(connection.state, { name: "failed", reason: "no connection after 2 attempts" });
    clock.pass(3_600_000);
    assert.equal(server.attempts - first, 2);
  });

  it("begins anew when it is asked to, after it has given up", () => {
    for (const again of ["connect", "retryNow", "wake"]) {
      connection = make({ maxAttempts: 0 });
      connection.connect();
      server.end(1006);
      assert.equal(connection.state.name, "failed");
      const before = server.attempts;
      connection[/** @type {"connect"} */ (again)]();
      assert.equal(connection.state.name, "connecting");
      assert.equal(server.attempts, before + 1);
    }
  });

  it("tries at once when the network is back or the page is looked at, and only then", () => {
    server.accept();
    server.end(1006);
    connection.wake();
    assert.equal(server.attempts, 2);
    clock.pass(1000);
    assert.equal(server.attempts, 2);
  });

  it("lets an attempt that is under way go on when it is woken", () => {
    connection.wake();
    connection.wake();
    assert.equal(server.attempts, 1);
  });

  it("does not try while nobody looks, and at once when somebody does", () => {
    server.accept();
    connection.hidden = true;
    server.end(1006);
    clock.pass(3_600_000);
    assert.equal(server.attempts, 1);
    assert.deepEqual(connection.state, { name: "reconnecting", attempt: 1, maxAttempts: Infinity });
    connection.hidden = false;
    assert.equal(server.attempts, 2);
    connection.wake();
    assert.equal(server.attempts, 2);
  });

  it("keeps to its wait when somebody looks before it is over", () => {
    server.accept();
    connection.hidden = true;
    server.end(1006);
    connection.hidden = false;
    assert.equal(server.attempts, 1);
    clock.pass(1000);
    assert.equal(server.attempts, 2);
  });

  for (const again of ["retryNow", "wake"]) {
    it(`replaces an attempt that hangs: ${again}`, () => {
      clock.pass(1_999);
      connection[/** @type {"wake"} */ (again)]();
      assert.equal(server.attempts, 1);
      clock.pass(1);
      connection[/** @type {"wake"} */ (again)]();
      assert.deepEqual([server.attempts, server.left], [2, false]);
      server.accept();
      assert.equal(connection.state.name, "open");
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
      connection = make({ status });
      connection.connect();
      for (let i = 0; i < 5; i++) {
        server.end(1006);
        clock.pass(wait());
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

  it("gives up an attempt on which the server never says a word, later each time", () => {
    clock.pass(10_000);
    assert.equal(connection.state.name, "reconnecting");
    clock.pass(1000 + 19_999);
    assert.equal(connection.state.nextAttemptAt, undefined);
    clock.pass(1);
    assert.equal(connection.state.attempt, 2);
  });

  it("hears nothing of an attempt that it has abandoned", () => {
    const abandoned = /** @type {import("./fakes.js").Handler} */ (server.handlers.at(-1));
    clock.pass(10_000);
    clock.pass(1000);
    server.accept();
    const before = [...states];
    abandoned.opened();
    abandoned.received(JSON.stringify({ type: "connected", data: {} }));
    abandoned.received(JSON.stringify({ type: "pong" }));
    abandoned.closed({ code: 4401, reason: "late" });
    assert.deepEqual(states, before);
    assert.deepEqual(messages, ["connected"]);
    assert.equal(server.attempts, 2);
  });

  it("stays away when the session is over, which a failed handshake does not tell", async () => {
    sessionStatus = 401;
    server.end(1006);
    await settled();
    assert.deepEqual(connection.state, { name: "failed", code: 401, reason: "" });
    clock.pass(60_000);
    assert.equal(server.attempts, 1);
  });

  it("asks for an address before each attempt, and takes it for a failure when there is none", async () => {
    const answers = [Promise.reject(new Error("no token")), Promise.resolve("ws://localhost/ws?token=T")];
    connection = make({ address: () => answers.shift() });
    connection.connect();
    const before = server.attempts;
    await settled();
    assert.equal(connection.state.name, "reconnecting");
    assert.deepEqual(problems, ["no token"]);
    clock.pass(1000);
    await settled();
    assert.equal(server.attempts, before + 1);
    assert.equal(server.url, "ws://localhost/ws?token=T");
  });

  it("opens no socket when the address comes too late", async () => {
    /** @type {(address: string) => void} */
    let answer = () => {};
    connection = make({ address: () => new Promise((resolve) => (answer = resolve)) });
    connection.connect();
    const before = server.attempts;
    connection.disconnect();
    answer("ws://localhost/ws");
    await settled();
    assert.equal(server.attempts, before);
  });

  it("reports what it cannot use, and lives on", () => {
    server.accept();
    server.sendText("no json");
    server.send({ type: "file_chunk", data: {} });
    assert.deepEqual(problems, ["a frame is JSON", "unknown type file_chunk"]);
    assert.equal(connection.state.name, "open");
  });

  it("leaves nothing behind when it is disconnected", () => {
    server.accept();
    connection.disconnect();
    assert.equal(connection.state.name, "closed");
    assert.equal(server.left, true);
    assert.equal(clock.pending, 0);
    assert.deepEqual(states, ["connecting", "open", "closed"]);
  });
});
