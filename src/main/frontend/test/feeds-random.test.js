import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LogServer, Reader } from "./log-server.js";
import { random } from "./random.js";

/** @typedef {import("../../resources/META-INF/resources/tapewire/client/channel/follower.js").Follower} Follower */

const WINDOW_BYTES = 12;

/** A feed on a server that keeps to the window, and readers that come, go, show what they are given, or don't. */
class Play {
  /** @type {{ reader: Reader, follower: Follower, from: number, takesOutput: boolean }[]} */
  all = [];
  server = new LogServer(WINDOW_BYTES);
  #below;
  #feed;
  #requests = 0;

  /** @param {(bound: number) => number} below */
  constructor(below) {
    this.#below = below;
    this.#feed = this.server.feed(1 + below(40), { windowBytes: WINDOW_BYTES });
    this.join();
    this.reconnect();
  }

  join() {
    const below = this.#below;
    const { last } = this.server;
    const reader = new Reader();
    const from = below(3) === 0 && last > 0 ? below(last + 1) : 0;
    const position = from > 0 ? { epoch: "e1", offset: from } : undefined;
    const takesOutput = below(4) > 0;
    const options = { windowBytes: 1 + below(20), position, output: takesOutput };
    this.all.push({ reader, from, takesOutput, follower: this.#feed.join(reader, options) });
  }

  leave() {
    if (this.all.length > 1) this.#feed.leave(this.all.splice(this.#below(this.all.length), 1)[0].follower);
  }

  reconnect() {
    this.#feed.request();
    this.answer();
  }

  /** The feed may have asked to go on elsewhere. */
  answer() {
    const asked = this.server.received.slice(this.#requests).some(({ type }) => type === "subscribe");
    this.#requests = this.server.received.length;
    if (asked) this.server.answer();
  }

  /** @param {number} count */
  act(count) {
    const { server } = this;
    const below = this.#below;
    const send = () => server.send(1 + below(4));
    const showOne = () => this.all[below(this.all.length)].reader.unshown.shift()?.();
    const acts = [
      ...[() => server.print(1 + below(5)), send, send, showOne, showOne, showOne, () => server.tell()],
      ...[() => this.join(), () => this.leave(), () => this.reconnect()],
      () => below(4) === 0 && server.forget(server.last - below(20)),
      () => server.clock.pass(below(3000)),
    ];
    for (let i = 0; i < count; i++) {
      acts[below(acts.length)]();
      this.answer();
    }
  }

  /** Everybody shows everything. @returns {boolean} whether they get to the end */
  finish() {
    const { server } = this;
    const isAtEnd = () => this.all.every(({ follower }) => follower.position.offset === server.last);
    for (let i = 0; i < 10_000 && !isAtEnd(); i++) {
      server.send(1 + this.#below(4));
      server.tell();
      this.all.forEach(({ reader }) => reader.showAll());
      server.clock.pass(500);
      this.answer();
    }
    return isAtEnd();
  }
}

/** What a reader has seen is each record once, or named as missing. @param {string[]} seen @param {number} from @param {number} last */
function verify(seen, from, last) {
  let next = from + 1;
  for (const each of seen) {
    const gap = /^gap (\d+)-(\d+) (evicted|lost)$/.exec(each);
    const begun = /^after (\d+)$/.exec(each);
    if (begun) next = Number(begun[1]) + 1;
    else if (gap) {
      assert.equal(Number(gap[1]), next);
      next = Number(gap[2]) + 1;
    } else if (/^\d+$/.test(each)) {
      assert.equal(Number(each), next);
      next += 1;
    }
  }
  assert.equal(next - 1, last);
}

describe("a channel that several follow, whatever happens in whatever order", () => {
  it("gives everyone each record once, or names it, and holds up nobody for ever", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const play = new Play(random(seed));
      play.act(200);
      assert.ok(play.finish(), `seed ${seed}: somebody is stuck`);
      for (const { reader, from, takesOutput } of play.all) {
        if (takesOutput) verify(reader.seen, from, play.server.last);
      }
    }
  });
});
