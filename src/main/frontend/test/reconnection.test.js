import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Reconnection } from "../../resources/META-INF/resources/tapewire/client/elements/reconnection.js";

describe("what is said after a lost connection", () => {
  /** @type {string[]} */
  let said;
  /** @type {Reconnection} */
  let reconnection;

  beforeEach(() => {
    said = [];
    reconnection = new Reconnection((words, isLoss) => void said.push(`${isLoss ? "loss: " : ""}${words}`));
    reconnection.entered({ name: "open" });
    reconnection.subscribed("first", false);
    reconnection.entered({ name: "reconnecting" });
    reconnection.entered({ name: "open" });
  });

  it("is that nothing was lost when the server has everything that comes next", () => {
    reconnection.subscribed("again", true);
    assert.deepEqual(said, ["Reconnected, nothing lost"]);
  });

  it("is nothing before the gap that the server announces", () => {
    reconnection.subscribed("again", false);
    assert.deepEqual(said, []);
    reconnection.missed({ from: 11, to: 20 });
    assert.deepEqual(said, ["loss: Reconnected: 10 records are missing"]);
  });

  it("is taken back when something is missing all the same", () => {
    reconnection.subscribed("again", true);
    reconnection.missed({ from: 11, to: 11 });
    assert.deepEqual(said.at(-1), "loss: Reconnected: 1 record is missing");
  });

  it("has nothing to do with what is missing later", () => {
    reconnection.subscribed("again", true);
    reconnection.shown();
    reconnection.missed({ from: 11, to: 11 });
    assert.deepEqual(said, ["Reconnected, nothing lost"]);
  });

  it("is that another log has begun", () => {
    reconnection.subscribed("another", false);
    assert.deepEqual(said, ["loss: Reconnected: the server has a new log"]);
  });
});
