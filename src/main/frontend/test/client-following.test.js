import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
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

describe("following", () => {
  it("may begin before and after connect(), on one connection", () => {
    const before = scene.follow("a");
    client.connect();
    server.accept();
    const after = scene.follow("b");
    server.grant("a");
    server.grant("b");
    server.send(output(1, { channel: "b", output: "b" }));
    server.send(output(1, { channel: "a", output: "a" }));
    assert.deepEqual([before.lines, after.lines], [["a"], ["b"]]);
    assert.equal(server.attempts, 1);
  });

  it("may be twice for one channel: who comes later gets everything as well", () => {
    client.connect();
    server.accept();
    const first = scene.follow("a");
    server.grant("a");
    server.send(output(1, { channel: "a", output: "one" }));
    const second = scene.follow("a");
    server.send(output(2, { channel: "a", output: "two" }));
    assert.deepEqual(
      [first.lines, second.lines],
      [
        ["one", "two"],
        ["one", "two"],
      ],
    );
    assert.equal(server.requests("subscribe").filter(({ channel }) => channel === "a").length, 1);
  });

  it("ends with close(), and the server is told when nobody is left", () => {
    client.connect();
    server.accept();
    const first = scene.follow("a");
    const second = scene.follow("a");
    server.grant("a");
    first.following.close();
    assert.equal(server.requests("unsubscribe").length, 0);
    server.send(output(1, { channel: "a", output: "one" }));
    assert.deepEqual([first.lines, second.lines], [[], ["one"]]);
    second.following.close();
    assert.deepEqual(server.requests("unsubscribe"), [{ type: "unsubscribe", channel: "a", data: {} }]);
  });

  it("drops a channel and takes it up again without mixing the two", () => {
    client.connect();
    server.accept();
    const before = scene.follow("a");
    server.grant("a");
    before.following.close();
    const after = scene.follow("a");
    server.send(output(1, { channel: "a", output: "late" }));
    server.grant("a");
    server.send(output(1, { channel: "a", output: "new" }));
    assert.deepEqual([before.lines, after.lines], [[], ["new"]]);
  });

  it("begins where the application says that it stands, and says where it is", () => {
    client.connect();
    server.accept();
    const { following } = scene.follow("a", { position: { epoch: "e1", offset: 6 }, windowBytes: 1000 });
    assert.deepEqual(server.requests("subscribe")[1].data, { epoch: "e1", offset: 6, window: 1000 });
    server.grant("a", { offset: 6, data: { recovered: true } });
    server.send(output(7, { channel: "a" }));
    assert.deepEqual(following.position, { epoch: "e1", offset: 7 });
  });

  for (const windowBytes of [0, -1, 1.5, NaN, 2 ** 31, "many"]) {
    it(`refuses a window of ${windowBytes}`, () => {
      assert.throws(() => scene.follow("a", { windowBytes }), RangeError);
    });
  }

  it("refuses a view that shows nothing", () => {
    for (const view of [undefined, {}, { show: "x" }]) {
      assert.throws(() => client.follow("a", /** @type {any} */ (view)), TypeError);
    }
  });

  it("is not harmed by a view that throws: its window goes on", () => {
    client.connect();
    server.accept();
    client.follow("a", {
      show() {
        throw new Error("oops");
      },
    });
    server.grant("a");
    server.send(output(1, { channel: "a" }));
    clock.pass(100);
    assert.deepEqual(
      server.requests("ack").map(({ data }) => data.offset),
      [1],
    );
    assert.match(scene.reported[0], /oops/);
  });
});
