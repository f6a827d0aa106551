import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Feed } from "../../resources/META-INF/resources/tapewire/client/channel/feed.js";
import { FakeClock, output } from "./fakes.js";
import { random } from "./random.js";

/** A server with the log of one channel, on which one feed is subscribed; it merges what it sends. */
class Server {
  epoch = "e1";
  /** The first record that it still has. */
  first = 1;
  last = 0;
  /** What the client has asked for. @type {any[]} */
  received = [];
  /** @type {{ after: number, to: number, answered: (records: any[]) => void }[]} */
  asked = [];
  #sent = 0;
  clock = new FakeClock();
  #keys = 0;

  /** @param {number} [keepBytes] @param {object} [options] */
  feed(keepBytes = 1_000_000, options = {}) {
    const upstream = {
      clock: this.clock,
      newKey: () => `s${++this.#keys}`,
      send: (/** @type {string} */ type, /** @type {any} */ fields) => {
        this.received.push({ type, ...fields });
      },
    };
    const past = /** @type {any} */ ({
      ask: (
        /** @type {string} */ _channel,
        /** @type {number} */ after,
        /** @type {number} */ to,
        /** @type {any} */ answered,
      ) => void this.asked.push({ after, to, answered }),
    });
    return (this.to = new Feed({ channel: "build", upstream, past, keepBytes, ...options }));
  }

  /** Answers the last request. */
  answer() {
    const { id, data } = this.received.findLast(({ type }) => type === "subscribe");
    const isKnown = data.epoch === this.epoch;
    const recovered = isKnown && data.offset >= this.first - 1;
    this.#sent = isKnown ? data.offset : this.first - 1;
    this.#send({ type: "subscribed", id, epoch: this.epoch, offset: this.#sent, data: { recovered } });
    if (isKnown && !recovered) this.#gap();
  }

  /** @param {number} count */
  print(count) {
    this.last += count;
  }

  /** Forgets the oldest records. @param {number} first that stays */
  forget(first) {
    this.first = Math.max(this.first, first);
  }

  /** Sends so many records, or all, as one message. */
  send(count = Infinity) {
    if (this.#sent < this.first - 1) this.#gap();
    if (this.#sent >= this.last) return;
    const first = this.#sent + 1;
    this.#sent = Math.min(this.last, this.#sent + count);
    this.#send(record(first, this.#sent, this.epoch));
  }

  /** Publishes and sends a record that is no output. @param {number} offset */
  say(offset) {
    this.last = this.#sent = offset;
    this.#send({
      type: "notification",
      epoch: this.epoch,
      first: offset,
      offset,
      data: { title: `note ${offset}` },
    });
  }

  /** The log is gone, and another one begins. @param {string} epoch */
  restart(epoch) {
    this.#send({ type: "gap", data: { from: this.#sent + 1, to: this.last, reason: "restart" } });
    this.epoch = epoch;
    this.first = 1;
    this.last = 0;
    this.#sent = 0;
    this.#send({ type: "subscribed", epoch, offset: 0, data: { recovered: false } });
  }

  /** Answers what was asked for over HTTP. */
  tell() {
    const request = this.asked.shift();
    if (!request) return;
    const { after, to, answered } = request;
    const records = [];
    let from = after + 1;
    if (from < this.first) {
      const data = { from, to: this.first - 1, reason: "evicted" };
      records.push({ type: "gap", channel: "build", epoch: this.epoch, data });
      from = this.first;
    }
    for (let offset = from; offset <= this.last && records.length < to - after; offset++) {
      records.push(record(offset, offset, this.epoch));
    }
    answered(records);
  }

  #gap() {
    const data = { from: this.#sent + 1, to: this.first - 1, reason: "evicted" };
    this.#sent = this.first - 1;
    this.#send({ type: "gap", epoch: this.epoch, data });
  }

  /** @param {any} envelope */
  #send(envelope) {
    this.to?.receive({ channel: "build", ...envelope });
  }
}

/** @param {number} first @param {number} offset @param {string} epoch */
function record(first, offset, epoch) {
  let text = "";
  for (let each = first; each <= offset; each++) text += `${each}\n`;
  return { ...output(offset, { first, epoch, output: text }), first };
}

/** Somebody who shows what comes when the test says so. */
class Reader {
  /** @type {string[]} */
  seen = [];
  /** @type {(() => void)[]} */
  unshown = [];
  show = (/** @type {any} */ { data }, /** @type {() => void} */ shown) => {
    this.seen.push(...(data.output?.trim().split("\n") ?? [data.title]));
    this.unshown.push(shown);
  };
  gap = (/** @type {any} */ { from, to, reason }) => void this.seen.push(`gap ${from}-${to} ${reason}`);
  reset = () => void this.seen.push("reset");
  newLog = () => void this.seen.push("new log");
  subscribed = (/** @type {any} */ { offset }, /** @type {boolean} */ first) =>
    void this.seen.push(first ? `after ${offset}` : `again after ${offset}`);
  refused = (/** @type {any} */ { message }) => void this.seen.push(`refused: ${message}`);

  showAll() {
    while (this.unshown.length > 0) this.unshown.shift()?.();
  }
}

/** @param {number} from @param {number} to */
function lines(from, to) {
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
}

describe("a channel that several follow", () => {
  /** @type {Server} */
  let server;
  /** @type {Reader} */
  let early;
  /** @type {Reader} */
  let late;

  beforeEach(() => {
    server = new Server();
    early = new Reader();
    late = new Reader();
  });

  const begin = (/** @type {number} */ keepBytes = 1_000_000, options = {}) => {
    const feed = server.feed(keepBytes);
    const follower = feed.join(early, options);
    feed.request();
    server.answer();
    return { feed, follower };
  };
  const acks = () => server.received.filter(({ type }) => type === "ack").map(({ data }) => data.offset);

  it("is asked for once, and delivered to each of them", () => {
    const { feed } = begin();
    feed.join(late, {});
    server.print(2);
    server.send();
    assert.deepEqual(early.seen, ["after 0", "1", "2"]);
    assert.deepEqual(late.seen, early.seen);
    assert.equal(server.received.length, 1);
  });

  it("gives who comes later everything from here, as long as it is here", () => {
    const { feed } = begin();
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

  it("is acknowledged as far as the one is who is furthest ahead: nobody else holds it up", () => {
    const { feed } = begin();
    feed.join(late, {});
    server.print(2);
    server.send(1);
    server.send(1);
    early.showAll();
    server.clock.pass(1000);
    assert.deepEqual(acks(), [2]);
  });

  it("gives each no more than a window of what it has not shown", () => {
    const { feed } = begin();
    feed.join(late, { windowBytes: 4 });
    server.print(4);
    for (let i = 0; i < 4; i++) server.send(1);
    assert.deepEqual(early.seen, ["after 0", ...lines(1, 4)]);
    assert.deepEqual(late.seen, ["after 0", ...lines(1, 2)]);
    late.unshown[0]();
    assert.deepEqual(late.seen, ["after 0", ...lines(1, 3)]);
  });

  it("is asked for over HTTP by who has fallen behind what is kept here", () => {
    const { feed } = begin(8);
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
    begin(8, { windowBytes: 1 });
    server.print(30);
    for (let i = 0; i < 30; i++) server.send(1);
    early.showAll();
    assert.deepEqual([server.asked[0].after, server.asked[0].to], [1, 25]);
    server.tell();
    early.showAll();
    assert.deepEqual(early.seen, ["after 0", ...lines(1, 30)]);
  });

  it("gives who comes later the past over HTTP, where it is not here any more", () => {
    const { feed } = begin(8);
    server.print(9);
    for (let i = 0; i < 9; i++) server.send(1);
    feed.join(late, {});
    server.tell();
    assert.deepEqual(late.seen, ["after 0", ...lines(1, 9)]);
  });

  it("names what the server has forgotten meanwhile", () => {
    const { feed } = begin(8);
    server.print(9);
    for (let i = 0; i < 9; i++) server.send(1);
    server.forget(4);
    feed.join(late, {});
    server.tell();
    assert.deepEqual(late.seen, ["after 0", "gap 1-3 evicted", ...lines(4, 9)]);
  });

  it("goes on where somebody stands who has been here before", () => {
    const { feed } = begin();
    server.print(3);
    for (let i = 0; i < 3; i++) server.send(1);
    feed.join(late, { position: { epoch: "e1", offset: 2 } });
    assert.deepEqual(late.seen, ["again after 0", "3"]);
  });

  it("asks for the rest of a message that was merged for another", () => {
    const { feed } = begin();
    server.print(5);
    server.send();
    feed.join(late, { position: { epoch: "e1", offset: 2 } });
    assert.deepEqual([server.asked[0].after, server.asked[0].to], [2, 5]);
    server.tell();
    assert.deepEqual(late.seen, ["again after 0", "3", "4", "5"]);
  });

  it("waits for one who has more than has come here", () => {
    const { feed } = begin();
    server.print(3);
    feed.join(late, { position: { epoch: "e1", offset: 2 } });
    for (let i = 0; i < 3; i++) server.send(1);
    assert.deepEqual(late.seen, ["again after 0", "3"]);
  });

  it("begins anew for one who comes with the position of another log", () => {
    const { feed } = begin();
    server.print(1);
    server.send();
    feed.join(late, { position: { epoch: "e0", offset: 70 } });
    assert.deepEqual(late.seen, ["new log", "1"]);
  });

  it("tells all of them, in order, that the log was replaced", () => {
    const { feed } = begin();
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
    const { feed } = begin(8);
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

  it("goes on where the next one stands when the only one who read it leaves", () => {
    const { feed, follower } = begin(8);
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

  it("gives one who wants no output the other records, without a pace of its own", () => {
    const { feed } = begin();
    feed.join(late, { output: false, windowBytes: 1 });
    server.print(3);
    for (let i = 0; i < 3; i++) server.send(1);
    server.say(4);
    assert.deepEqual(late.seen, ["after 0", "note 4"]);
    late.showAll();
    server.clock.pass(1_000);
    assert.deepEqual(acks(), []);
    early.showAll();
    server.clock.pass(1_000);
    assert.deepEqual(acks(), [4]);
  });

  it("comes on for those who want no output when nobody shows any", () => {
    const { feed } = begin();
    feed.join(late, { output: false });
    server.print(2);
    server.send(1);
    server.send(1);
    server.clock.pass(3_000);
    assert.deepEqual(acks(), [2]);
  });

  it("comes on for one who wants no output and comes when nobody shows any", () => {
    const { feed } = begin();
    server.print(2);
    server.send();
    server.clock.pass(60_000);
    feed.join(late, { output: false });
    server.clock.pass(1_000);
    assert.deepEqual(acks(), [2]);
  });

  it("comes on for one who wants no output when the one who was to show it leaves", () => {
    const { feed, follower } = begin();
    server.print(2);
    server.send();
    feed.join(late, { output: false });
    feed.leave(follower);
    server.clock.pass(3_000);
    assert.deepEqual(acks(), [2]);
  });

  it("is acknowledged although it is more than is kept here", () => {
    begin(2);
    server.print(3);
    server.send();
    early.showAll();
    server.clock.pass(1_000);
    assert.deepEqual(early.seen, ["after 0", ...lines(1, 3)]);
    assert.deepEqual(acks(), [3]);
  });

  it("is acknowledged when it comes where nobody wants output", () => {
    const feed = server.feed();
    feed.join(late, { output: false });
    feed.request();
    server.answer();
    server.print(1);
    server.send();
    server.clock.pass(1_000);
    assert.deepEqual(acks(), [1]);
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

  it("says once that another log goes on after a reconnect", () => {
    const { feed } = begin();
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

  it("resumes on another connection, and says where it goes on", () => {
    const { feed } = begin();
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

  it("gives everyone each record once, or names it, whatever happens in whatever order", () => {
    for (let seed = 1; seed <= 300; seed++) playOut(random(seed), seed);
  });
});

/** @param {(bound: number) => number} below @param {number} seed */
function playOut(below, seed) {
  const server = new Server();
  const feed = server.feed(1 + below(40));
  /** @type {{ reader: Reader, follower: import("../../resources/META-INF/resources/tapewire/client/channel/follower.js").Follower, from: number }[]} */
  const all = [];
  const join = () => {
    const reader = new Reader();
    const from = below(3) === 0 && server.last > 0 ? below(server.last + 1) : 0;
    const position = from > 0 ? { epoch: "e1", offset: from } : undefined;
    all.push({ reader, from, follower: feed.join(reader, { windowBytes: 1 + below(20), position }) });
  };
  const showOne = () => all[below(all.length)].reader.unshown.shift()?.();
  const leave = () => {
    if (all.length > 1) feed.leave(all.splice(below(all.length), 1)[0].follower);
  };
  const reconnect = () => {
    feed.request();
    server.answer();
  };
  join();
  feed.request();
  server.answer();
  let requests = server.received.length;
  const acts = [
    ...[() => server.print(1 + below(5)), () => server.send(1 + below(4)), () => server.send(1 + below(4))],
    ...[showOne, showOne, showOne, () => server.tell(), join, leave, reconnect],
    () => below(4) === 0 && server.forget(server.last - below(20)),
  ];
  /** The feed may have asked to go on elsewhere. */
  const answerNew = () => {
    const asked = server.received.slice(requests).some(({ type }) => type === "subscribe");
    requests = server.received.length;
    if (asked) server.answer();
  };
  for (let i = 0; i < 200; i++) {
    const before = server.received.length;
    const act = acts[below(acts.length)];
    act();
    if (act === reconnect) requests = server.received.length;
    else if (server.received.length > before) answerNew();
  }
  const hasAll = () => all.every(({ follower }) => follower.position.offset === server.last);
  for (let i = 0; i < 10_000 && !hasAll(); i++) {
    server.send(1 + below(4));
    server.tell();
    all.forEach(({ reader }) => reader.showAll());
    answerNew();
  }
  for (const { reader, from } of all) {
    let next = from + 1;
    for (const seen of reader.seen) {
      const gap = /^gap (\d+)-(\d+) (evicted|lost)$/.exec(seen);
      const begun = /^after (\d+)$/.exec(seen);
      if (begun) next = Number(begun[1]) + 1;
      else if (gap) {
        assert.equal(Number(gap[1]), next, `seed ${seed}: ${reader.seen}`);
        next = Number(gap[2]) + 1;
      } else if (/^\d+$/.test(seen)) {
        assert.equal(Number(seen), next, `seed ${seed}: ${reader.seen}`);
        next += 1;
      }
    }
    assert.equal(next - 1, server.last, `seed ${seed}: ${reader.seen}`);
  }
}
