import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Heartbeat } from "../../resources/META-INF/resources/tapewire/client/connection/heartbeat.js";
import { FakeClock } from "./fakes.js";

describe("the heartbeat", () => {
  /** @type {FakeClock} */
  let clock;
  /** @type {string[]} */
  let events;
  /** @type {Heartbeat} */
  let heartbeat;

  beforeEach(() => {
    clock = new FakeClock();
    events = [];
    heartbeat = new Heartbeat({
      clock,
      ask: () => void events.push("ask"),
      dead: () => void events.push("dead"),
      silenceMillis: 20_000,
      answerMillis: 8_000,
    });
    heartbeat.start();
  });

  it("asks after 20 seconds of silence, and not before", () => {
    clock.pass(19_999);
    assert.deepEqual(events, []);
    clock.pass(1);
    assert.deepEqual(events, ["ask"]);
  });

  it("asks nothing while something arrives", () => {
    for (let i = 0; i < 100; i++) {
      clock.pass(10_000);
      heartbeat.heard();
    }
    assert.deepEqual(events, []);
  });

  it("gives the connection up when no answer comes in time, once", () => {
    clock.pass(28_000);
    assert.deepEqual(events, ["ask", "dead"]);
    clock.pass(100_000);
    assert.deepEqual(events, ["ask", "dead"]);
  });

  it("takes anything that arrives for an answer, and asks again after the next silence", () => {
    clock.pass(25_000);
    heartbeat.heard();
    clock.pass(19_000);
    assert.deepEqual(events, ["ask"]);
    clock.pass(1_000);
    assert.deepEqual(events, ["ask", "ask"]);
  });

  it("asks at once when it is told to check", () => {
    clock.pass(1_000);
    heartbeat.check();
    assert.deepEqual(events, ["ask"]);
    clock.pass(8_000);
    assert.deepEqual(events, ["ask", "dead"]);
  });

  it("leaves no timer behind when it is stopped", () => {
    heartbeat.stop();
    assert.equal(clock.pending, 0);
    heartbeat.check();
    assert.deepEqual(events, []);
  });
});
