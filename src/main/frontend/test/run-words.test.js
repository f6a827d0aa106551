import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  durationWords,
  endWords,
  startWords,
} from "../../resources/META-INF/resources/tapewire/client/terminal/run-words.js";

describe("the words for a run", () => {
  it("name it by its title, or by its name", () => {
    assert.equal(startWords({ run: "r1", title: "make" }), "make");
    assert.equal(startWords({ run: "r1", title: " " }), "run r1");
    assert.equal(startWords({ run: "r1" }), "run r1");
  });

  it("say how it ended however long its title is", () => {
    const words = endWords({ run: "r1", outcome: "finished", exit: 2 }, undefined, {
      run: "r1",
      title: "x".repeat(500),
    });
    assert.match(words, /^x{79}…: exit 2$/);
  });

  it("tell the time of the viewer's place", () => {
    const started = new Date(2026, 10, 3, 7, 5, 9).toISOString();
    assert.equal(startWords({ run: "r1", started }), "run r1 · 2026-11-03 07:05:09");
    assert.equal(startWords({ run: "r1", started: "no time" }), "run r1");
  });

  it("leave out what is not known", () => {
    assert.equal(endWords({ run: "r1", outcome: "finished" }, undefined), "run r1: finished");
    assert.equal(endWords({ outcome: "interrupted" }, undefined), "interrupted");
  });

  for (const [millis, words] of /** @type {[number, string][]} */ ([
    [0, "0.1 s"],
    [400, "0.4 s"],
    [949, "0.9 s"],
    [950, "1 s"],
    [3_200, "3 s"],
    [59_400, "59 s"],
    [59_900, "1 min 0 s"],
    [125_000, "2 min 5 s"],
    [3_600_000, "1 h 0 min"],
    [93_784_000, "26 h 3 min"],
    [-1, ""],
    [Number.NaN, ""],
  ])) {
    it(`give ${millis} ms as "${words}"`, () => assert.equal(durationWords(millis), words));
  }
});
