import { test } from "node:test";
import assert from "node:assert/strict";
import {
  FilteredLines,
  MOST,
} from "../../resources/META-INF/resources/tapewire/client/page/filtered-lines.js";
import { filteredText } from "../../resources/META-INF/resources/tapewire/client/page/filtered-file.js";

/** A server with one line for each record; every one of them matches. */
class Log {
  last = 0;
  /** @type {Record<string, number | undefined>[]} */
  asked = [];
  /** How it ends the next answers. @type {string[]} */
  reasons = [];
  /** What a line says, if that is not its number. @type {Map<number, string>} */
  texts = new Map();

  /** @param {{ after?: number, before?: number, limit?: number }} bounds */
  search = async ({ after = 0, before = Infinity, limit = 100 }) => {
    this.asked.push({ after, before, limit });
    const reason = this.reasons.shift();
    const newest = Math.min(this.last, before - 1);
    const hits = [];
    for (let offset = newest; offset > after && hits.length < limit && reason !== "replaced"; offset--) {
      hits.push({
        offset,
        line: 0,
        text: this.texts.get(offset) ?? `line ${offset}`,
        spans: /** @type {[number, number][]} */ ([]),
      });
    }
    const next = newest + 1 - hits.length;
    return { hits, reason: reason ?? (next <= after + 1 ? "exhausted" : "limit"), next };
  };
}

/** @param {number} last */
async function begun(last) {
  const log = new Log();
  log.last = last;
  /** @type {number[]} */
  const above = [];
  const lines = new FilteredLines(log.search, {
    changed: (change) => above.push(change.above),
    failed: (error) => assert.fail(String(error)),
  });
  await lines.newer(last);
  const offsets = () => lines.lines.map(({ offset }) => offset);
  return { log, lines, above, offsets };
}

test("the newest lines come first, and earlier ones when they are asked for", async () => {
  const { lines, above, offsets } = await begun(1_200);
  assert.deepEqual([offsets()[0], offsets().length, lines.isWhole], [701, 500, false]);

  await lines.older();
  await lines.older();

  assert.deepEqual(
    offsets(),
    Array.from({ length: 1_200 }, (_, i) => i + 1),
  );
  assert.deepEqual(above, [0, 500, 200]);
  assert.ok(lines.isWhole);
});

test("what comes is added, and a line that has gone on meanwhile is shown as it stands now", async () => {
  const { log, lines, offsets } = await begun(300);
  log.last = 310;
  log.texts.set(295, "line 295 goes on");

  await lines.newer(310);

  assert.deepEqual(
    offsets(),
    Array.from({ length: 310 }, (_, i) => i + 1),
  );
  assert.equal(lines.lines[294].text, "line 295 goes on");
  assert.deepEqual(log.asked[1], { after: 200, before: Infinity, limit: 1_000 });
});

test("an answer that another search of the viewer has cut short changes nothing", async () => {
  const { log, lines, offsets } = await begun(300);
  log.last = 310;
  log.reasons = ["replaced"];

  await lines.newer(310);

  assert.equal(offsets().length, 300);
  assert.equal(lines.last, 300);
});

test("after a flood the newest lines are shown, and those before them are loaded again", async () => {
  const { log, lines, offsets } = await begun(300);
  log.last = 5_000;

  await lines.newer(5_000);
  assert.deepEqual([offsets()[0], offsets().length], [4_001, 1_000]);
  await lines.older();

  assert.deepEqual([offsets()[0], offsets().length], [3_501, 1_500]);
});

test("a bounded number of lines is held, the newest", async () => {
  const { log, lines, offsets } = await begun(20_000);
  while (!lines.isFull) await lines.older();
  log.last = 20_500;

  await lines.newer(20_500);

  assert.ok(offsets().length <= MOST);
  assert.equal(offsets().at(-1), 20_500);
  assert.deepEqual(
    offsets(),
    Array.from({ length: offsets().length }, (_, i) => 20_501 - offsets().length + i),
  );
});

test("a file has all lines in their order, however often another search cuts in", async () => {
  const log = new Log();
  log.last = 2_500;
  log.reasons = ["limit", "replaced"];
  /** @type {number[]} */
  const found = [];

  const { text } = await filteredText(log.search, (lines) => found.push(lines));

  assert.equal(text, Array.from({ length: 2_500 }, (_, i) => `line ${i + 1}\n`).join(""));
  assert.deepEqual(found, [1_000, 1_000, 2_000, 2_500]);
});

test("a file that others cut again and again is given up with a reason", async () => {
  const log = new Log();
  log.reasons = Array.from({ length: 100 }, () => "replaced");

  await assert.rejects(
    filteredText(log.search, () => {}),
    /Another search goes on/,
  );
});
