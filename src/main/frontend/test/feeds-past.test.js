import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { LogServer, Reader, lines } from "./log-server.js";

describe("a channel whose past is asked for", () => {
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

  it("is asked for over HTTP by who has fallen behind what is kept here", () => {
    const { feed } = server.begin(early, 8);
    feed.join(late, { windowBytes: 1 });
    server.print(9);
    for (let i = 0; i < 9; i++) server.send(1);
    late.showAll();
    const { after, to } = server.asked[0];
    assert.deepEqual([after, to], [1, 5]);
    server.tell();
    late.showAll();
    assert.deepEqual(late.seen, ["after 0", ...lines(1, 9)]);
  });

  it("is kept no more than twice as long as it may, even if nobody takes it", () => {
    server.begin(early, 8, { windowBytes: 1 });
    server.print(30);
    for (let i = 0; i < 30; i++) server.send(1);
    early.showAll();
    assert.deepEqual([server.asked[0].after, server.asked[0].to], [1, 25]);
    server.tell();
    early.showAll();
    assert.deepEqual(early.seen, ["after 0", ...lines(1, 30)]);
  });

  it("gives who comes later the past over HTTP, where it is not here any more", () => {
    const { feed } = server.begin(early, 8);
    server.print(9);
    for (let i = 0; i < 9; i++) server.send(1);
    feed.join(late, {});
    server.tell();
    assert.deepEqual(late.seen, ["after 0", ...lines(1, 9)]);
  });

  it("names what the server has forgotten meanwhile", () => {
    const { feed } = server.begin(early, 8);
    server.print(9);
    for (let i = 0; i < 9; i++) server.send(1);
    server.forget(4);
    feed.join(late, {});
    server.tell();
    assert.deepEqual(late.seen, ["after 0", "gap 1-3 evicted", ...lines(4, 9)]);
  });

  it("goes on where somebody stands who has been here before", () => {
    const { feed } = server.begin(early);
    server.print(3);
    for (let i = 0; i < 3; i++) server.send(1);
    feed.join(late, { position: { epoch: "e1", offset: 2 } });
    assert.deepEqual(late.seen, ["again after 0", "3"]);
  });

  it("asks for the rest of a message that was merged for another", () => {
    const { feed } = server.begin(early);
    server.print(5);
    server.send();
    feed.join(late, { position: { epoch: "e1", offset: 2 } });
    assert.deepEqual([server.asked[0].after, server.asked[0].to], [2, 5]);
    server.tell();
    assert.deepEqual(late.seen, ["again after 0", "3", "4", "5"]);
  });

  it("waits for one who has more than has come here", () => {
    const { feed } = server.begin(early);
    server.print(3);
    feed.join(late, { position: { epoch: "e1", offset: 2 } });
    for (let i = 0; i < 3; i++) server.send(1);
    assert.deepEqual(late.seen, ["again after 0", "3"]);
  });

  it("goes on where the next one stands when the only one who read it leaves", () => {
    const { feed, follower } = server.begin(early, 8);
    feed.join(late, { windowBytes: 1 });
    server.print(9);
    for (let i = 0; i < 9; i++) server.send(1);
    feed.leave(follower);
    assert.deepEqual(server.received.at(-1).data, { epoch: "e1", offset: 1, window: 1_048_576 });
    server.answer();
    for (let i = 0; i < 8; i++) server.send(1);
    late.showAll();
    assert.deepEqual(late.seen, ["after 0", "1", "again after 1", ...lines(2, 9)]);
  });
});
