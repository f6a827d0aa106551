import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Acknowledgement } from "../../resources/META-INF/resources/tapewire/client/channel/acknowledgement.js";
import { FakeClock } from "./fakes.js";

describe("the acknowledgement", () => {
  /** @type {FakeClock} */
  let clock;
  /** @type {number[]} */
  let sent;
  /** @type {Acknowledgement} */
  let acknowledgement;

  beforeEach(() => {
    clock = new FakeClock();
    sent = [];
    const send = (/** @type {number} */ offset) => void sent.push(offset);
    acknowledgement = new Acknowledgement({ send, clock, everyBytes: 65_536, idleMillis: 100 });
  });

  it("speaks for everything that was shown within 100 ms", () => {
    for (let offset = 1; offset <= 50; offset++) acknowledgement.shown(offset, 10);
    clock.pass(99);
    assert.deepEqual(sent, []);
    clock.pass(1);
    assert.deepEqual(sent, [50]);
  });

  it("does not wait once 64 KiB have been shown", () => {
    acknowledgement.shown(1, 65_535);
    acknowledgement.shown(2, 1);
    assert.deepEqual(sent, [2]);
    clock.pass(1_000);
    assert.deepEqual(sent, [2]);
  });

  it("never goes back", () => {
    acknowledgement.shown(9, 100_000);
    acknowledgement.shown(4, 100_000);
    clock.pass(1_000);
    assert.deepEqual(sent, [9]);
  });

  it("says nothing about what was before a restart", () => {
    acknowledgement.shown(9, 10);
    acknowledgement.restart(20);
    acknowledgement.shown(15, 100_000);
    clock.pass(1_000);
    assert.deepEqual(sent, []);
    acknowledgement.shown(21, 10);
    clock.pass(100);
    assert.deepEqual(sent, [21]);
  });
});
