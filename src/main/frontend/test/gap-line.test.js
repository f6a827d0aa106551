import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gapWords, markerLine } from "../../resources/META-INF/resources/tapewire/client/gap-line.js";

describe("the line that names a gap", () => {
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

  it("stands on a line of its own", () => {
    assert.match(markerLine("words", true), /\r\n.*── words ──.*\r\n$/s);
    assert.doesNotMatch(markerLine("words", false), /\r\n.*words/s);
  });

  it("ends an escape sequence that the gap has cut in two", () => {
    assert.equal(markerLine("words", false)[0], "\x18");
  });

  it("lets no words move the cursor", () => {
    assert.match(markerLine("a\x1b[2Jb\nc", false), /── a \[2Jb c ──/);
  });
});
