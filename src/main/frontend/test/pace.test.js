import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Pace } from "../../resources/META-INF/resources/tapewire/client/channel/pace.js";
import { FakeClock } from "./fakes.js";

describe("the pace of a channel's output", () => {
  /** @type {FakeClock} */
  let clock;
  /** @type {Pace} */
  let pace;
  /** @type {number[]} */
  let acknowledged;

  beforeEach(() => {
    clock = new FakeClock();
    pace = new Pace(clock, 2_000);
    pace.isAwaited = true;
    acknowledged = [];
  });

  const output = (/** @type {number} */ offset) => () => void acknowledged.push(offset);

  it("is that of those who show it, as long as one of them shows any", () => {
    pace.came(output(1));
    for (let i = 0; i < 10; i++) {
      clock.pass(1_900);
      pace.moved();
    }
    assert.deepEqual(acknowledged, []);
  });

  it("is not held up when nobody shows any more: what came last is acknowledged, and then all that comes", () => {
    pace.came(output(1));
    pace.came(output(2));
    clock.pass(1_999);
    assert.deepEqual(acknowledged, []);
    clock.pass(1);
    pace.came(output(3));
    assert.deepEqual(acknowledged, [2, 3]);
  });

  it("is theirs again as soon as one of them shows some", () => {
    pace.came(output(1));
    clock.pass(2_000);
    pace.moved();
    pace.came(output(2));
    clock.pass(1_999);
    assert.deepEqual(acknowledged, [1]);
  });

  it("is that of those who show it, however slow, as long as nobody waits for anything else", () => {
    pace.isAwaited = false;
    pace.came(output(1));
    clock.pass(3_600_000);
    assert.deepEqual(acknowledged, []);
    assert.equal(clock.pending, 0);
  });

  it("is not held up by what came before anybody waited", () => {
    pace.isAwaited = false;
    pace.came(output(1));
    clock.pass(3_600_000);
    pace.isAwaited = true;
    clock.pass(0);
    assert.deepEqual(acknowledged, [1]);
  });

  it("is theirs again when nobody waits any more", () => {
    pace.came(output(1));
    clock.pass(2_000);
    pace.isAwaited = false;
    pace.came(output(2));
    clock.pass(3_600_000);
    assert.deepEqual(acknowledged, [1]);
  });

  it("is not disturbed by a long silence", () => {
    const first = output(1);
    pace.came(first);
    pace.moved();
    pace.shown(first);
    clock.pass(3_600_000);
    pace.came(output(2));
    assert.deepEqual(acknowledged, []);
  });
});
