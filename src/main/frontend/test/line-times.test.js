import { test } from "node:test";
import assert from "node:assert/strict";
import { LineTimes } from "../../resources/META-INF/resources/tapewire/client/elements/line-times.js";
import { settled } from "./fakes.js";

/** Records of a channel, each printed a minute after the one before. */
function channel(/** @type {string[]} */ ...outputs) {
  const minute = (/** @type {number} */ offset) => Date.UTC(2026, 0, 1, 0, offset);
  const record = (/** @type {string} */ output, /** @type {number} */ i) =>
    JSON.stringify({
      type: "terminal_output",
      channel: "build",
      epoch: "e",
      offset: i + 1,
      timestamp: new Date(minute(i + 1)).toISOString(),
      data: { output, type: "output" },
    });
  const records = outputs.map(record);
  /** @type {string[]} */
  const asked = [];
  const read = async (/** @type {string} */ path) => {
    asked.push(path);
    const parameters = new URL(path, "http://x/").searchParams;
    const after = Number(parameters.get("after"));
    return new Response(records.slice(after, after + Number(parameters.get("limit"))).join("\n"));
  };
  return { asked, minute, read };
}

test("what the terminal was told is not asked for", () => {
  const { asked, read } = channel("one\n");
  const times = new LineTimes(read, () => assert.fail());

  assert.deepEqual(times.timeOf({ mark: { offset: 1, time: 5 }, to: undefined, lines: 0, text: "one" }), {
    time: 5,
    offset: 1,
  });
  assert.equal(times.timeOf({ mark: undefined, to: undefined, lines: 0, text: "one" }), undefined);
  assert.deepEqual(asked, []);
});

test("lines that came together have the time of the record in which they begin, also where one was drawn over", async () => {
  const { asked, minute, read } = channel("begin", "ning\none\ntw", "o\nthree\n");
  let changes = 0;
  const times = new LineTimes(read, () => (changes += 1));
  const timeOf = (/** @type {number} */ lines, /** @type {string} */ text) =>
    times.timeOf({ mark: { offset: 2 }, to: 4, lines, text });

  assert.equal(timeOf(0, "one"), undefined);
  assert.equal(timeOf(1, "two"), undefined);
  await settled();

  assert.equal(changes, 1);
  assert.deepEqual(asked, ["records?after=0&limit=3"]);
  assert.deepEqual(timeOf(0, "one"), { time: minute(2), offset: 2 });
  assert.deepEqual(timeOf(1, "two"), { time: minute(2), offset: 2 });
  assert.deepEqual(timeOf(2, "three"), { time: minute(3), offset: 3 });
  assert.deepEqual(timeOf(2, "100%"), { time: minute(3), offset: 3 });
});

test("many records are read page by page, and not without end", async () => {
  const { asked, read } = channel(...Array.from({ length: 20_000 }, (_, i) => `${i}\n`));
  const times = new LineTimes(read, () => {});

  times.timeOf({ mark: { offset: 1 }, to: 2_501, lines: 0, text: "0" });
  await settled();
  assert.deepEqual(asked.splice(0), [
    "records?after=0&limit=1000",
    "records?after=1000&limit=1000",
    "records?after=2000&limit=500",
  ]);

  times.timeOf({ mark: { offset: 3_000 }, to: 19_000, lines: 0, text: "3000" });
  await settled();
  assert.equal(asked.length, 5);
});

test("a server that does not answer is asked again the next time", async () => {
  let asked = 0;
  const times = new LineTimes(
    async () => {
      asked += 1;
      return new Response("", { status: 503 });
    },
    () => assert.fail(),
  );
  const row = { mark: { offset: 1 }, to: 2, lines: 0, text: "one" };

  times.timeOf(row);
  await settled();
  times.timeOf(row);
  await settled();

  assert.equal(asked, 2);
});
