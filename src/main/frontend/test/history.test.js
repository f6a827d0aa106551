import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { LogPages } from "../../resources/META-INF/resources/tapewire/client/history/log-pages.js";
import { Passage } from "../../resources/META-INF/resources/tapewire/client/history/passage.js";
import {
  above,
  around,
  startBefore,
} from "../../resources/META-INF/resources/tapewire/client/history/reads.js";
import { Reading } from "../../resources/META-INF/resources/tapewire/client/history/reading.js";
import { Folds } from "../../resources/META-INF/resources/tapewire/client/terminal/folds.js";
import { settled } from "./fakes.js";
import { FakePane, KeptLog } from "./kept-log.js";

const RECORDS = 1_000;
const LINES = 50;
const NEVER = new AbortController().signal;

/** Records of 50 lines each, which are numbered from 0. */
function numbered() {
  return Array.from({ length: RECORDS }, (_, record) =>
    Array.from({ length: LINES }, (_, line) => `line ${record * LINES + line}\n`).join(""),
  );
}

describe("the pages of a log", () => {
  it("are read in both directions, with what the records before them have left behind", async () => {
    const pages = new LogPages(new KeptLog(numbered()).get, "build");

    const before = await pages.before(101, NEVER);
    const after = await pages.after(100, NEVER);

    assert.deepEqual([before?.first, before?.last, before?.context.state], [69, 100, "state before 69"]);
    assert.deepEqual([after?.first, after?.context.state], [101, "state before 101"]);
  });

  it("soon have as many records as fill some screens", async () => {
    const log = new KeptLog(Array.from({ length: 2_000 }, () => "one line\n"));
    const pages = new LogPages(log.get, "build");

    await pages.after(0, NEVER);
    const second = await pages.after(32, NEVER);

    assert.equal(second?.records.length, 1_000);
  });

  it("say how many records are not kept any more", async () => {
    const log = new KeptLog(numbered());
    log.first = 40;

    const page = await new LogPages(log.get, "build").after(0, NEVER);

    assert.deepEqual([page?.first, page?.forgotten], [40, 39]);
  });

  it("are refused when records were evicted while they were read", async () => {
    const record = { type: "terminal_output", channel: "build", epoch: "e1", data: { output: "x" } };
    const gap = { type: "gap", channel: "build", epoch: "e1", data: { from: 6, to: 9, reason: "evicted" } };
    const lines = [{ ...record, offset: 5 }, gap, { ...record, offset: 10 }];
    const get = async () => new Response(lines.map((line) => JSON.stringify(line)).join("\n"));

    await assert.rejects(new LogPages(get, "build").after(4, NEVER), /evicted while they were read/);
  });

  it("are none where there is no such channel", async () => {
    const get = async () => new Response("", { status: 404 });

    assert.equal(await new LogPages(get, "build").after(0, NEVER), undefined);
  });
});

describe("a passage", () => {
  /** @param {number} first @param {number} last */
  const page = (first, last, rows = 1_500) => ({
    ...{ epoch: "e1", first, last, forgotten: 0, context: {}, time: first, rows },
    records: Array.from({ length: last - first + 1 }, (_, i) => /** @type {any} */ ({ offset: first + i })),
  });

  it("gives up its newest pages for older ones, and its oldest for newer ones", () => {
    let passage = new Passage([page(901, 1_000)]);
    for (let first = 801; first > 0; first -= 100) passage = passage.withOlder(page(first, first + 99));
    assert.deepEqual([passage.first, passage.last], [1, 500]);

    for (let first = 501; first < 1_000; first += 100) passage = passage.withNewer(page(first, first + 99));
    assert.deepEqual([passage.first, passage.last], [501, 1_000]);
  });

  it("is the start once nothing older is kept", () => {
    const passage = new Passage([page(901, 1_000)]);
    assert.equal(passage.isStart, false);
    assert.equal(passage.withOlder({ ...page(901, 900), forgotten: 900 }).isStart, true);
    assert.equal(new Passage([page(1, 10)]).isStart, true);
  });

  it("begins anew where records between it and a newer page are gone", () => {
    const passage = new Passage([page(1, 100)]).withNewer(page(201, 300));
    assert.deepEqual([passage.first, passage.last], [201, 300]);
  });
});

describe("the history", () => {
  /** @type {KeptLog} */
  let log;
  /** @type {FakePane[]} */
  let panes;
  /** @type {string[]} */
  let told;
  /** @type {Reading} */
  let reading;

  beforeEach(() => {
    log = new KeptLog(numbered());
    panes = [];
    told = [];
    const draw = (/** @type {any} */ passage, /** @type {any} */ viewing, /** @type {any} */ calls) => {
      const pane = new FakePane(passage, viewing, calls);
      panes.push(pane);
      return /** @type {any} */ (pane);
    };
    reading = new Reading(draw, new Folds(), {
      changed: () => {},
      left: () => told.push("left"),
      failed: (error) => told.push(String(error)),
    });
  });

  /** What is shown. */
  const shown = () => /** @type {FakePane} */ (/** @type {unknown} */ (reading.pane));

  it("opens a line with what is around it", async () => {
    assert.equal(await reading.open(log, around({ offset: 500, line: 7 }), { offset: 500, line: 7 }), true);

    assert.equal(shown().visible[0], `line ${499 * LINES + 7}`);
    assert.ok(shown().distance.above > 3 && shown().distance.below > 3);
  });

  it("does not open a line that is not there, or of another log", async () => {
    assert.equal(await reading.open(log, around({ offset: RECORDS + 1, line: 0 })), false);
    assert.equal(await reading.open(log, around({ offset: 5, line: 0, epoch: "e0" })), false);
    assert.equal(reading.pane, undefined);
  });

  it("shows what is right above a row, however far the next known record is below it", async () => {
    for (const rows of [-10, -1_000, -9_000, -40_000]) {
      await reading.open(log, above({ offset: 901, rows }));

      assert.equal(shown().visible[0], `line ${900 * LINES + rows - 3}`);
    }
  });

  it("shows what is above a row of which no later record is known", async () => {
    await reading.open(log, above({ offset: RECORDS + 1, rows: -500 }));

    assert.equal(shown().visible[0], `line ${RECORDS * LINES - 503}`);
  });

  it("goes up through all of it, line by line, and holds only a part", async () => {
    await reading.open(log, above({ offset: RECORDS + 1, rows: -100 }));
    let top = RECORDS * LINES - 103;
    while (top > 0) {
      assert.equal(shown().visible[0], `line ${top}`);
      assert.ok(shown().lines.length < 10_000);
      const step = Math.min(top, 57);
      shown().scroll(-step);
      top -= step;
      await settled();
    }
    assert.equal(shown().visible[0], "line 0");
    assert.deepEqual(told, []);
  });

  it("goes down through all of it, and then to what is live", async () => {
    await reading.open(log, startBefore());
    await settled();
    for (let top = 0; top + 57 < RECORDS * LINES - 19; top += 57) {
      assert.equal(shown().visible[0], `line ${top}`);
      shown().scroll(57);
      await settled();
    }
    shown().scroll(57);
    assert.deepEqual(told, ["left"]);
  });

  it("does not show the start to whoever has it", async () => {
    log.first = 400;
    assert.equal(await reading.open(log, startBefore(400)), false);
    assert.equal(await reading.open(log, startBefore(401)), true);
    assert.equal(shown().visible[0], `line ${399 * LINES}`);
  });

  it("keeps a selection when the next part is drawn", async () => {
    await reading.open(log, around({ offset: 500, line: 0 }), { offset: 500, line: 0 });
    const before = shown();
    before.selection = { row: 2, column: 3, length: 4 };
    before.scroll(-before.row + 1);
    await settled();

    assert.notEqual(shown(), before);
    assert.deepEqual(shown().selection, { row: 2, column: 3, length: 4 });
    assert.ok(before.isDisposed);
  });

  it("shows only what was wanted last", async () => {
    const first = reading.open(log, around({ offset: 100, line: 0 }), { offset: 100, line: 0 });
    const second = reading.open(log, around({ offset: 900, line: 0 }), { offset: 900, line: 0 });

    await assert.rejects(first, { name: "AbortError" });
    await second;
    assert.equal(shown().visible[0], `line ${899 * LINES}`);
    assert.deepEqual(
      panes.filter((pane) => pane !== shown()).map(({ isDisposed }) => isDisposed),
      panes.slice(1).map(() => true),
    );
  });

  it("stays, and says so, when what comes next cannot be loaded", async () => {
    await reading.open(log, around({ offset: 500, line: 0 }), { offset: 500, line: 0 });
    const before = shown();
    log.before = () => Promise.reject(new Error("no network"));
    before.scroll(-before.row);
    await settled();

    assert.equal(shown(), before);
    assert.deepEqual(told, ["Error: no network"]);
    log.before = undefined;
    before.scroll(-1);
    await settled();
    assert.notEqual(shown(), before);
  });

  it("says when it was opened, by the server's clock", async () => {
    assert.ok(Number.isNaN(reading.since));
    await reading.open(log, startBefore());
    const opened = log.time;
    log.time += 1_000;
    shown().scroll(shown().end);
    await settled();
    assert.equal(reading.since, opened);

    reading.close();
    assert.ok(Number.isNaN(reading.since));
  });

  it("is closed for good, also when something is still being read", async () => {
    const opening = reading.open(log, startBefore());
    reading.close();

    await assert.rejects(opening, { name: "AbortError" });
    assert.equal(reading.pane, undefined);
  });
});
