import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  nearestLine,
  printedLines,
} from "../../resources/META-INF/resources/tapewire/client/terminal/printed-lines.js";
import { output } from "./fakes.js";

const lines = (/** @type {string[]} */ outputs, beginsMidLine = false) =>
  printedLines(
    outputs.map((text, i) => output(i + 1, { output: text })),
    beginsMidLine,
  ).map(({ offset, line, text }) => `${offset}.${line} ${text}`);

describe("the lines of records", () => {
  it("are named by the record in which they begin", () => {
    assert.deepEqual(lines(["a\nb\nc", "d\n", "e\n"]), ["1.0 a", "1.1 b", "1.2 cd", "3.0 e"]);
  });

  it("are counted from the first that begins in the record", () => {
    assert.deepEqual(lines(["rest\na\n", "b"], true), ["1.0 a", "2.0 b"]);
  });

  it("are what stands on the screen", () => {
    assert.deepEqual(lines(["\x1b[31mred\x1b[0m\n10%\r100%\r\n\x1b]0;title\x07a\tb  \n"]), [
      "1.0 red",
      "1.1 100%",
      "1.2 a       b",
    ]);
  });

  it("are found by their text, near the place where they should be", () => {
    const all = printedLines([output(1, { output: "same\nother\nsame\nsame\n" })], false);
    assert.equal(nearestLine(all, 2, "same")?.line, 2);
    assert.equal(nearestLine(all, 0, "other")?.line, 1);
    assert.equal(nearestLine(all, 0, "none"), undefined);
  });
});
