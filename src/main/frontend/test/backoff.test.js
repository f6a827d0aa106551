import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Backoff } from "../../resources/META-INF/resources/tapewire/client/connection/backoff.js";

describe("the backoff", () => {
  it("doubles the wait up to 30 seconds", () => {
    const backoff = new Backoff({ random: () => 1 });
    const waits = Array.from({ length: 9 }, () => backoff.next());
    assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  });

  it("spreads each wait over the whole time up to its ceiling", () => {
    const random = [0, 0.5, 0.25];
    const backoff = new Backoff({ random: () => random.shift() ?? 0 });
    assert.deepEqual([backoff.next(), backoff.next(), backoff.next()], [0, 500, 500]);
  });

  it("starts anew after a reset", () => {
    const backoff = new Backoff({ random: () => 1 });
    backoff.next();
    backoff.next();
    backoff.reset();
    assert.equal(backoff.next(), 500);
  });

  it("stays at 30 seconds after thousands of tries", () => {
    const backoff = new Backoff({ random: () => 1 });
    for (let i = 0; i < 5000; i++) backoff.next();
    assert.equal(backoff.next(), 30_000);
  });
});
