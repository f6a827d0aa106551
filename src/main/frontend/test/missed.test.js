import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Missed } from "../../resources/META-INF/resources/tapewire/client/terminal/missed.js";

describe("the count of lines that came since the pause", () => {
  /** What a terminal has. */
  let normal = { baseY: 0, cursorY: 0 };
  /** @type {Missed} */
  let missed;

  beforeEach(() => {
    normal = { baseY: 100, cursorY: 9 };
    missed = new Missed(/** @type {any} */ ({ buffer: { normal } }));
    missed.begin(1_000);
  });

  it("is that of the rows which have been added", () => {
    missed.outputOf(1_001)?.();
    normal.baseY += 7;
    assert.equal(missed.lines, 7);
  });

  it("counts what is drawn in the same place again and again only once", () => {
    missed.outputOf(1_001)?.();
    for (let i = 0; i < 5; i++) {
      normal.cursorY = 4;
      assert.equal(missed.lines, 0);
      normal.cursorY = 9;
      assert.equal(missed.lines, 0);
    }
  });

  it("leaves out older output, which a link leads to", () => {
    assert.equal(missed.outputOf(999), undefined);
    normal.baseY += 7;
    assert.equal(missed.lines, 0);
    missed.outputOf(1_001)?.();
    normal.baseY += 2;
    assert.equal(missed.lines, 2);
  });

  it("counts output without a time", () => {
    assert.ok(missed.outputOf(NaN));
  });

  it("begins anew with each pause, whatever is still to be written", () => {
    const begins = missed.outputOf(1_001);
    missed.end();
    begins?.();
    normal.baseY += 7;
    assert.equal(missed.lines, 0);
    missed.begin(2_000);
    assert.equal(missed.lines, 0);
  });
});
