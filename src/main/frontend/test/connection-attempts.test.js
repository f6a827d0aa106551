import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { ConnectionScene } from "./connection-scene.js";
import { settled } from "./fakes.js";

describe("the attempts of a connection", () => {
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
      waits.push(scene.wait);
      clock.pass(waits[i]);
    }
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it("spreads its attempts over the whole wait", () => {
    const randoms = [0, 0.25, 0.5];
    connection = scene.make({ random: () => randoms.shift() ?? 1 });
    connection.connect();
    const waits = [];
    for (let i = 0; i < 3; i++) {
      server.end(1006);
      waits.push(scene.wait);
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
    assert.equal(scene.wait, 2000);
    clock.pass(2000);
    server.accept();
    clock.pass(5_000);
    server.end(1006);
    assert.equal(scene.wait, 1000);
  });

  it("gives up after as many attempts as it may make", () => {
    connection.disconnect();
    connection = scene.make({ maxAttempts: 2 });
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
      connection = scene.make({ maxAttempts: 0 });
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

  it("gives up an attempt on which the server never says a word, later each time", () => {
    clock.pass(10_000);
    assert.equal(connection.state.name, "reconnecting");
    clock.pass(1000 + 19_999);
    assert.equal(connection.state.nextAttemptAt, undefined);
    clock.pass(1);
    assert.equal(connection.state.attempt, 2);
  });

  it("asks for an address before each attempt, and takes it for a failure when there is none", async () => {
    const answers = [Promise.reject(new Error("no token")), Promise.resolve("ws://localhost/ws?token=T")];
    connection = scene.make({ address: () => answers.shift() });
    connection.connect();
    const before = server.attempts;
    await settled();
    assert.equal(connection.state.name, "reconnecting");
    assert.deepEqual(scene.problems, ["no token"]);
    clock.pass(1000);
    await settled();
    assert.equal(server.attempts, before + 1);
    assert.equal(server.url, "ws://localhost/ws?token=T");
  });

  it("opens no socket when the address comes too late", async () => {
    /** @type {(address: string) => void} */
    let answer = () => {};
    connection = scene.make({ address: () => new Promise((resolve) => (answer = resolve)) });
    connection.connect();
    const before = server.attempts;
    connection.disconnect();
    answer("ws://localhost/ws");
    await settled();
    assert.equal(server.attempts, before);
  });
});
