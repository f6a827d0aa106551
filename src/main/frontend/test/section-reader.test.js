import assert from "node:assert/strict";
import { test } from "node:test";
import { SectionReader } from "../../resources/META-INF/resources/tapewire/client/history/section-reader.js";

/** A channel's log whose pages have two records. */
class Log {
  /** @type {string[]} */
  outputs = [];
  /** After which records it was asked. @type {number[]} */
  asked = [];

  /** @param {number} offset */
  async after(offset) {
    this.asked.push(offset);
    const records = this.outputs.map((output, i) => ({
      type: "terminal_output",
      offset: i + 1,
      timestamp: new Date(i * 1000).toISOString(),
      data: { output },
    }));
    const page = records.slice(offset, offset + 2);
    return { records: page, last: page.at(-1)?.offset ?? offset };
  }
}

/** @param {SectionReader} reader @param {Log} log @param {{ last?: number, printed?: number }} extent */
async function read(reader, log, extent, signal = new AbortController().signal) {
  await reader.readOn(/** @type {any} */ (log), () => ({ first: 1, ...extent }), signal);
  return reader.sections.map(({ title, ended }) => (ended === undefined ? `${title} …` : title));
}

test("a run that goes on is read on from where the last reading stopped", async () => {
  const log = new Log();
  const reader = new SectionReader(1);
  log.outputs.push("--- Build\n", "text\n", "text\n");
  assert.deepEqual(await read(reader, log, { printed: 3 }), ["Build …"]);
  assert.deepEqual(log.asked, [0, 2]);

  assert.equal(reader.isBehind({ first: 1, printed: 3 }), false);
  log.outputs.push("--- Test\n");
  assert.equal(reader.isBehind({ first: 1, printed: 4 }), true);
  assert.deepEqual(await read(reader, log, { printed: 4 }), ["Build", "Test …"]);
  assert.deepEqual(log.asked, [0, 2, 3]);
});

test("a line counts when it is complete, or when the run has ended", async () => {
  const log = new Log();
  const reader = new SectionReader(1);
  log.outputs.push("--- Bu");
  assert.deepEqual(await read(reader, log, { printed: 1 }), []);
  log.outputs.push("ild\n--- Te");
  assert.deepEqual(await read(reader, log, { printed: 2 }), ["Build …"]);
  log.outputs.push("st");
  assert.deepEqual(await read(reader, log, { last: 3 }), ["Build", "Test …"]);
  assert.ok(reader.isComplete);
});

test("what comes after the run's end is another's", async () => {
  const log = new Log();
  log.outputs.push("--- Build\n", "--- Of another run\n");
  assert.deepEqual(await read(new SectionReader(1), log, { last: 1 }), ["Build …"]);
});

test("reading ends where the rest of a run has been evicted, and where it was called off", async () => {
  const log = new Log();
  log.outputs.push("--- Build\n");
  const reader = new SectionReader(1);
  await assert.rejects(read(reader, log, { last: 9 }, AbortSignal.abort()), { name: "AbortError" });
  assert.deepEqual(await read(reader, log, { last: 9 }), ["Build …"]);
  assert.ok(reader.isComplete);
});

test("no more than 50,000 records are read", async () => {
  const log = {
    after: async (/** @type {number} */ offset) => ({
      records: [{ offset: offset + 10_000 }],
      last: offset + 10_000,
    }),
  };
  const reader = new SectionReader(1);
  await read(reader, /** @type {any} */ (log), { last: 1_000_000 });
  assert.ok(reader.isComplete);
  assert.equal(reader.limit, "only the first 50,000 records have been read");
});
