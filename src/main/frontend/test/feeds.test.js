import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { LogServer, Reader, lines } from "./log-server.js";

describe("a channel that several follow", () => {
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

  it("is asked for once, and delivered to each of them", () => {
    const { feed } = server.begin(early);
    feed.join(late, {});
    server.print(2);
    server.send();
    assert.deepEqual(early.seen, ["after 0", "1", "2"]);
    assert.deepEqual(late.seen, early.seen);
    assert.equal(server.received.length, 1);
  });

  it("gives who comes later everything from here, as long as it is here", () => {
    const { feed } = server.begin(early);
    server.print(3);
    server.send(1);
    server.send(2);
    feed.join(late, {});
    assert.deepEqual(late.seen, ["after 0", "1", "2", "3"]);
    assert.equal(server.asked.length, 0);
  });

  it("waits for the first answer with all who have come before it", () => {
    const feed = server.feed();
    feed.join(early, {});
    feed.join(late, {});
    feed.request();
    server.print(1);
    server.answer();
    server.send();
    assert.deepEqual(
      [early.seen, late.seen],
      [
        ["after 0", "1"],
        ["after 0", "1"],
      ],
    );
  });

  it("gives each no more than a window of what it has not shown", () => {
    const { feed } = server.begin(early);
    feed.join(late, { windowBytes: 4 });
    server.print(4);
    for (let i = 0; i < 4; i++) server.send(1);
    assert.deepEqual(early.seen, ["after 0", ...lines(1, 4)]);
    assert.deepEqual(late.seen, ["after 0", ...lines(1, 2)]);
    late.unshown[0]();
    assert.deepEqual(late.seen, ["after 0", ...lines(1, 3)]);
  });

  it("tells who comes later how far the server's clock is ahead", () => {
    const feed = server.feed();
    feed.request();
    const { id } = server.received[0];
    const timestamp = new Date(server.clock.now() + 5_000).toISOString();
    /** @type {(number | undefined)[]} */
    const skews = [];
    const view = { show: () => {}, subscribed: (/** @type {any} */ { skew }) => void skews.push(skew) };
    feed.receive({ type: "subscribed", id, channel: "build", epoch: "e1", offset: 0, timestamp, data: {} });
    server.clock.pass(60_000);
    feed.join(view, {});
    feed.join(view, { position: { epoch: "e1", offset: 0 } });
    assert.deepEqual(skews, [5_000, 5_000]);
  });

  it("tells all of them that it is refused", () => {
    const feed = server.feed();
    feed.join(early, {});
    feed.join(late, {});
    feed.request();
    const { id } = server.received[0];
    feed.receive({
      type: "error",
      id,
      channel: "build",
      data: { code: "bad_channel", message: "no such name" },
    });
    assert.deepEqual([early.seen, late.seen], [["refused: no such name"], ["refused: no such name"]]);
  });

  it("tells who comes later that it is refused, until it is asked for again", () => {
    const feed = server.feed();
    feed.join(early, {});
    feed.request();
    const data = { code: "bad_channel", message: "no such name" };
    feed.receive({ type: "error", id: server.received[0].id, channel: "build", data });
    feed.join(late, {});
    assert.deepEqual(late.seen, ["refused: no such name"]);
    feed.request();
    server.answer();
    const latest = new Reader();
    feed.join(latest, {});
    assert.deepEqual(latest.seen, ["after 0"]);
  });

  it("does not take an application's id for its own", () => {
    const feed = server.feed();
    feed.join(early, {});
    feed.request();
    const { id } = server.received[0];
    assert.deepEqual(
      [feed.owns(id), feed.owns("s1"), feed.owns("s10#1"), feed.owns(undefined)],
      [true, false, false, false],
    );
  });
});
