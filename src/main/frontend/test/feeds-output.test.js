import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { LogServer, Reader, lines } from "./log-server.js";

describe("the output of a channel that several follow", () => {
  /** @type {LogServer} */
  let server;
  /** @type {Reader} */
  let early;
  /** @type {Reader} */
  let late;

  beforeEach(() => {
    server = new LogServer();
    early = new Reader();
    late = new Reader();
  });

  it("is acknowledged as far as the one is who is furthest ahead: nobody else holds it up", () => {
    const { feed } = server.begin(early);
    feed.join(late, {});
    server.print(2);
    server.send(1);
    server.send(1);
    early.showAll();
    server.clock.pass(1000);
    assert.deepEqual(server.acks, [2]);
  });

  it("is acknowledged although it is more than is kept here", () => {
    server.begin(early, 2);
    server.print(3);
    server.send();
    early.showAll();
    server.clock.pass(1_000);
    assert.deepEqual(early.seen, ["after 0", ...lines(1, 3)]);
    assert.deepEqual(server.acks, [3]);
  });

  it("is acknowledged when it comes where nobody wants output", () => {
    const feed = server.feed();
    feed.join(late, { output: false });
    feed.request();
    server.answer();
    server.print(1);
    server.send();
    server.clock.pass(1_000);
    assert.deepEqual(server.acks, [1]);
  });

  it("gives one who wants no output the other records, without a pace of its own", () => {
    const { feed } = server.begin(early);
    feed.join(late, { output: false, windowBytes: 1 });
    server.print(3);
    for (let i = 0; i < 3; i++) server.send(1);
    server.say(4);
    assert.deepEqual(late.seen, ["after 0", "note 4"]);
    late.showAll();
    server.clock.pass(1_000);
    assert.deepEqual(server.acks, []);
    early.showAll();
    server.clock.pass(1_000);
    assert.deepEqual(server.acks, [4]);
  });

  it("comes on for those who want no output when nobody shows any", () => {
    const { feed } = server.begin(early);
    feed.join(late, { output: false });
    server.print(2);
    server.send(1);
    server.send(1);
    server.clock.pass(3_000);
    assert.deepEqual(server.acks, [2]);
  });

  it("comes on for one who wants no output and comes when nobody shows any", () => {
    const { feed } = server.begin(early);
    server.print(2);
    server.send();
    server.clock.pass(60_000);
    feed.join(late, { output: false });
    server.clock.pass(1_000);
    assert.deepEqual(server.acks, [2]);
  });

  it("comes on for one who wants no output when the one who was to show it leaves", () => {
    const { feed, follower } = server.begin(early);
    server.print(2);
    server.send();
    feed.join(late, { output: false });
    feed.leave(follower);
    server.clock.pass(3_000);
    assert.deepEqual(server.acks, [2]);
  });
});
