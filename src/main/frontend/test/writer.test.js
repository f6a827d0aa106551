import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Writer } from "../../resources/META-INF/resources/tapewire/client/terminal/writer.js";

describe("the writer", () => {
  /** @type {{ text: string, parsed: () => void }[]} */
  let writes;
  /** @type {Writer} */
  let writer;

  beforeEach(() => {
    writes = [];
    writer = new Writer((text, parsed) => void writes.push({ text, parsed }), { sliceLength: () => 10 });
  });

  it("writes one slice at a time, and the next after that has been parsed", () => {
    writer.put("0123456789abcdef");
    assert.deepEqual(
      writes.map(({ text }) => text),
      ["0123456789"],
    );
    writes[0].parsed();
    assert.equal(writes[1].text, "abcdef");
  });

  it("says that a text has been parsed when all of it has been", () => {
    let parsed = false;
    writer.put("0123456789abcdef", () => (parsed = true));
    writes[0].parsed();
    assert.equal(parsed, false);
    writes[1].parsed();
    assert.equal(parsed, true);
  });

  it("puts small texts together", () => {
    /** @type {number[]} */
    const parsed = [];
    writer.put("first");
    for (let i = 1; i <= 6; i++) writer.put(`-${i}-`, () => parsed.push(i));
    writes[0].parsed();
    assert.equal(writes[1].text, "-1--2--3--");
    writes[1].parsed();
    assert.deepEqual(parsed, [1, 2, 3]);
    assert.equal(writes[2].text, "4--5--6-");
    writes[2].parsed();
    assert.deepEqual(parsed, [1, 2, 3, 4, 5, 6]);
  });

  it("asks for a text that depends on the screen only when all before it is on the screen", () => {
    let screen = "";
    writer.put("half a line");
    writer.put(() => `[after ${screen}]`);
    screen = "half a line";
    writes[0].parsed();
    assert.equal(writes[1].text, "e");
    writes[1].parsed();
    assert.equal(writes[2].text, "[after hal");
  });

  it("says that an empty text has been parsed after all before it", () => {
    let parsed = false;
    writer.put("text");
    writer.put("", () => (parsed = true));
    assert.equal(parsed, false);
    writes[0].parsed();
    writes[1].parsed();
    assert.equal(parsed, true);
  });

  it("lets a text that moves the view wait for the end of a pause, and all that comes after it", () => {
    let mayMove = false;
    writer = new Writer((text, parsed) => void writes.push({ text, parsed }), { mayMove: () => mayMove });
    writer.put("before");
    writer.put(() => "moved", undefined, true);
    writer.put("after");
    writes[0].parsed();
    assert.equal(writes.length, 1);
    assert.ok(writer.isHeld);
    mayMove = true;
    writer.resume();
    assert.equal(writes[1].text, "movedafter");
    assert.ok(!writer.isHeld);
  });

  it("forgets what waits when it is cleared", () => {
    writer.put("first");
    writer.put("second");
    writer.clear();
    writes[0].parsed();
    assert.equal(writes.length, 1);
  });
});
