import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  forgottenWords,
  gapWords,
} from "../../resources/META-INF/resources/tapewire/client/terminal/gap-words.js";

describe("the words for what is missing", () => {
  it("says how many records are missing, and why", () => {
    assert.equal(gapWords({ from: 1, to: 1204, reason: "evicted" }), "1,204 records not shown: evicted");
    assert.equal(
      gapWords({ from: 7, to: 7, reason: "slow" }),
      "1 record not shown: this viewer was too slow",
    );
  });

  it("says that the channel started over when nothing is missing", () => {
    assert.equal(gapWords({ from: 5, to: 4, reason: "restart" }), "the channel started over");
  });

  it("says how much is missing at the beginning", () => {
    assert.equal(forgottenWords(1234), "1,234 earlier records are not shown here");
    assert.equal(forgottenWords(1), "1 earlier record is not shown here");
  });
});
