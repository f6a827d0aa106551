import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Extent } from "../../resources/META-INF/resources/tapewire/client/elements/extent.js";

describe("what the live view holds of its log", () => {
  /** The records that are known to begin on the screen. @type {{ offset: number, row: number }[]} */
  let marks = [];
  /** @type {Extent} */
  let extent;

  beforeEach(() => {
    marks = [];
    const records = {
      begins: (/** @type {number} */ offset) => marks.push({ offset, row: marks.length * 10 }),
      after: () => marks[0],
      clear: () => (marks = []),
    };
    const terminal = { buffer: { active: { baseY: 100, cursorY: 5 } } };
    extent = new Extent(/** @type {any} */ ({ records, terminal }));
  });

  it("is everything while the first record of the log is there", () => {
    assert.equal(extent.isWhole, true);
    extent.begins(1);
    extent.begins(30);
    assert.equal(extent.isWhole, true);
    marks.shift();
    assert.equal(extent.isWhole, false);
    assert.equal(extent.first, 30);
  });

  it("is not everything where delivery has begun later, until the server turns out to keep nothing before", () => {
    extent.begins(500);
    assert.equal(extent.isWhole, false);
    extent.isAll();
    assert.equal(extent.isWhole, true);
    extent.clear();
    extent.begins(700);
    assert.equal(extent.isWhole, false);
  });

  it("begins so many rows above the first record that is known, or above the end", () => {
    assert.deepEqual(extent.top(80), { offset: 81, rows: -105 });
    extent.begins(20);
    marks[0].row = 7;
    assert.deepEqual(extent.top(80), { offset: 20, rows: -7 });
  });
});
