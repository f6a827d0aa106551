import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Viewer } from "./viewer.js";

const RED = 9;
const BLUE = 12;
const NONE = -1;

describe("the tint", () => {
  /** @param {...[string, string?]} records */
  const shown = (...records) => {
    const viewer = new Viewer().connect();
    for (const [text, type] of records) viewer.print(text, type);
    return viewer;
  };

  it("leaves ordinary output alone", async () => {
    const viewer = shown(["plain\n"], ["named\n", "output"], ["unknown\n", "constructor"]);
    for (const word of ["plain", "named", "unknown"]) assert.equal(await viewer.colour(word), NONE);
  });

  it("shows errors in red and information in blue", async () => {
    const viewer = shown(["broken\n", "error"], ["by the way\n", "info"], ["usual\n"]);
    assert.equal(await viewer.colour("broken"), RED);
    assert.equal(await viewer.colour("by the way"), BLUE);
    assert.equal(await viewer.colour("usual"), NONE);
  });

  it("leaves an error its own colours, and colours the rest of it", async () => {
    const viewer = shown(["before \x1b[33mwarning\x1b[0m after", "error"]);
    assert.equal(await viewer.colour("before"), RED);
    assert.equal(await viewer.colour("warning"), 3);
    assert.equal(await viewer.colour("after"), RED);
  });

  it("leaves a colour that was set before", async () => {
    const viewer = shown(["\x1b[32m", "output"], ["green ", "error"], ["\x1b[39mred", "error"]);
    assert.equal(await viewer.colour("green"), 2);
    assert.equal(await viewer.colour("red"), RED);
  });

  it("does not get into a saved cursor", async () => {
    const viewer = shown(["wrong\x1b7", "error"], ["\x1b8usual"]);
    assert.equal(await viewer.colour("usual"), NONE);
  });

  it("keeps styles that are no colours", async () => {
    const viewer = shown(["\x1b[1;4mloud", "error"]);
    const cell = await viewer.cell("loud");
    assert.equal(cell.getFgColor(), RED);
    assert.ok(cell.isBold() && cell.isUnderline());
  });

  it("does not depend on how records are merged", async () => {
    const text = "one \x1b[33mtwo\x1b[0m e\u0301 three\x1b[3;35mfour\r\n\x1b]0;title\x1b\\five\x1b[m six";
    const whole = await shown([text, "error"]).serialized();
    for (let cut = 1; cut < text.length; cut++) {
      const parts = shown([text.slice(0, cut), "error"], [text.slice(cut), "error"]);
      assert.equal(await parts.serialized(), whole, `cut at ${cut}`);
    }
  });
});
