import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { output } from "./fakes.js";
import { Scene } from "./scene.js";

/** @typedef {import("../../resources/META-INF/resources/tapewire/client/library/client.js").StateChange} StateChange */

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

describe("states", () => {
  /** @type {StateChange[]} */
  let changes;

  beforeEach(() => {
    changes = [];
    client.onStateChange((change) => changes.push(change));
    client.connect();
  });

  it("are told with the old one and the details of the new one", () => {
    server.accept();
    server.end(1006);
    assert.deepEqual(changes, [
      { oldState: "idle", newState: "connecting" },
      { oldState: "connecting", newState: "open" },
      {
        oldState: "open",
        newState: "reconnecting",
        attempt: 1,
        maxAttempts: 5,
        nextAttemptAt: clock.now() + 1000,
      },
    ]);
    assert.deepEqual(client.status, {
      name: "reconnecting",
      attempt: 1,
      maxAttempts: 5,
      nextAttemptAt: clock.now() + 1000,
    });
  });

  it("by default end with failed after five attempts, with waits up to 1, 2, 4, 8 and 16 s", () => {
    server.accept();
    server.end(1006);
    const waits = [];
    while (client.status.nextAttemptAt !== undefined) {
      waits.push(client.status.nextAttemptAt - clock.now());
      clock.pass(waits[waits.length - 1]);
      server.end(1006);
    }
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000]);
    assert.deepEqual(client.status, { name: "failed", reason: "no connection after 5 attempts" });
  });

  it("are told to nobody who has unsubscribed", () => {
    const heard = /** @type {string[]} */ ([]);
    const ignore = client.onStateChange(({ newState }) => heard.push(newState));
    ignore();
    server.accept();
    assert.deepEqual(heard, []);
  });

  it("retryNow() attempts at once", () => {
    server.end(1006);
    client.retryNow();
    assert.equal(server.attempts, 2);
  });

  it("the network that is back, or a look at the page, attempts at once", () => {
    server.end(1006);
    scene.window.wake();
    assert.equal(server.attempts, 2);
  });

  it("a hidden page waits until somebody looks", () => {
    server.accept();
    scene.window.hidden(true);
    server.end(1006);
    clock.pass(3_600_000);
    assert.equal(server.attempts, 1);
    scene.window.hidden(false);
    scene.window.wake();
    assert.equal(server.attempts, 2);
  });

  it("a page that is left closes its socket, and opens another one when it comes back from the cache", () => {
    const { lines } = scene.follow("deploy");
    server.accept();
    server.grant("deploy");
    server.send(output(1, { channel: "deploy", output: "one" }));
    const before = server.handlers.at(-1);
    scene.window.away();
    assert.equal(server.left, true);
    assert.equal(client.state, "reconnecting");
    before?.closed({ code: 1006, reason: "told late, as Safari does" });
    scene.window.wake();
    server.accept();
    const request = server.requests("subscribe").find(({ channel }) => channel === "deploy");
    assert.equal(request.data.offset, 1);
    server.grant("deploy", { offset: 1, data: { recovered: true } });
    server.send(output(2, { channel: "deploy", output: "two" }));
    assert.deepEqual(lines, ["one", "two"]);
    assert.equal(server.attempts, 2);
  });
});

describe("a page that comes from the back/forward cache after a refusal", () => {
  beforeEach(() => {
    client.connect();
    server.accept();
    server.end(4401, "signed out");
    scene.window.away();
    scene.window.wake();
  });

  it("stays away", () => {
    assert.deepEqual([client.state, client.status.code, server.attempts], ["failed", 4401, 1]);
  });

  for (const again of ["connect", "retryNow"]) {
    it(`connects when it is asked to: ${again}()`, () => {
      client[/** @type {"connect"} */ (again)]();
      server.accept();
      assert.deepEqual([client.state, server.attempts], ["open", 2]);
    });
  }
});
