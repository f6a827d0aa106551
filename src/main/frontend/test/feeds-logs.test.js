import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { LogServer, Reader } from "./log-server.js";

describe("a channel whose log goes on, or is replaced", () => {
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

  it("resumes on another connection, and says where it goes on", () => {
    const { feed } = server.begin(early);
    feed.join(late, {});
    server.print(2);
    server.send();
    feed.request();
    server.answer();
    server.print(1);
    server.send();
    assert.deepEqual(early.seen, ["after 0", "1", "2", "again after 2", "3"]);
    assert.deepEqual(late.seen, early.seen);
  });

  it("says once that another log goes on after a reconnect", () => {
    const { feed } = server.begin(early);
    feed.join(late, {});
    server.print(1);
    server.send();
    server.epoch = "e2";
    feed.request();
    server.answer();
    server.send();
    assert.deepEqual(early.seen, ["after 0", "1", "new log", "1"]);
    assert.deepEqual(late.seen, early.seen);
  });

  it("says once that another log goes on to one who has come with the position of the old one", () => {
    const feed = server.feed(1_000_000, { position: { epoch: "e0", offset: 7 } });
    feed.join(early, { position: { epoch: "e0", offset: 7 } });
    feed.join(late, {});
    feed.request();
    server.print(1);
    server.answer();
    server.send();
    assert.deepEqual(
      [early.seen, late.seen],
      [
        ["new log", "1"],
        ["after 0", "1"],
      ],
    );
  });

  it("begins anew for one who comes with the position of another log", () => {
    const { feed } = server.begin(early);
    server.print(1);
    server.send();
    feed.join(late, { position: { epoch: "e0", offset: 70 } });
    assert.deepEqual(late.seen, ["new log", "1"]);
  });

  it("tells all of them, in order, that the log was replaced", () => {
    const { feed } = server.begin(early);
    feed.join(late, { windowBytes: 1 });
    server.print(2);
    server.send(1);
    server.send(1);
    server.restart("e2");
    server.print(1);
    server.send();
    assert.deepEqual(early.seen, ["after 0", "1", "2", "reset", "gap 3-2 restart", "after 0", "1"]);
    assert.deepEqual(late.seen, ["after 0", "1"]);
    late.showAll();
    assert.deepEqual(late.seen, early.seen);
  });

  it("names the rest of a log that is gone to one who has fallen behind", () => {
    const { feed } = server.begin(early, 8);
    feed.join(late, { windowBytes: 1 });
    server.print(9);
    for (let i = 0; i < 9; i++) server.send(1);
    server.restart("e2");
    server.print(1);
    server.send();
    late.unshown[0]();
    server.tell();
    late.showAll();
    assert.deepEqual(late.seen.slice(0, 3), ["after 0", "1", "gap 2-6 lost"]);
    assert.deepEqual(late.seen.slice(-4), ["reset", "gap 10-9 restart", "after 0", "1"]);
  });
});
