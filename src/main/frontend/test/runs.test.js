import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Viewer } from "./viewer.js";

const EIGHT = "2026-11-23T08:00:00.000Z";
const LATER = "2026-11-23T08:00:03.200Z";

/** The colour of the quiet lines: dim text would have too little contrast. */
const BRIGHT_BLACK = 8;

describe("runs", () => {
  it("have a line at their beginning and one at their end", async () => {
    const viewer = new Viewer().connect();
    viewer.record("run_started", { run: "r1", title: "make all" }, EIGHT);
    viewer.print("compiling");
    viewer.record("run_ended", { run: "r1", outcome: "finished", exit: 0 }, LATER);
    const [begin, output, end] = (await viewer.text()).split("\n");
    assert.match(begin, /^── make all · 2026-11-2\d \d\d:00:00 ──$/);
    assert.equal(output, "compiling");
    assert.equal(end, "── make all: finished in 3 s ──");
    assert.equal((await viewer.cell("make all")).getFgColor(), BRIGHT_BLACK);
    assert.ok((await viewer.cell("compiling")).isFgDefault());
  });

  it("say how they ended", async () => {
    const ends = [
      [{ outcome: "finished", exit: 2 }, "exit 2 after 3 s"],
      [{ outcome: "interrupted", reset: true }, "interrupted after 3 s"],
      [{ outcome: "lost" }, "lost after 3 s"],
      [{ outcome: "interrupted", exit: 143 }, "interrupted, exit 143 after 3 s"],
    ];
    for (const [end, words] of ends) {
      const viewer = new Viewer().connect().record("run_started", { run: "r1", title: "make" }, EIGHT);
      viewer.record("run_ended", { run: "r1", .../** @type {object} */ (end) }, LATER);
      assert.ok((await viewer.text()).endsWith(`── make: ${words} ──`), await viewer.text());
    }
  });

  it("that were not declared show only that they were cut off", async () => {
    const viewer = new Viewer().connect().print("half a li").record("run_ended", { outcome: "interrupted" });
    assert.equal(await viewer.text(), "half a li\n── interrupted ──");
    const other = new Viewer()
      .connect()
      .print("all")
      .record("run_ended", { outcome: "finished", reset: true });
    assert.equal(await other.text(), "all");
    assert.deepEqual(other.told.messages, ["run_ended"]);
  });

  it("are told apart when two go on at once", async () => {
    const viewer = new Viewer().connect();
    viewer.record("run_started", { run: "a", title: "one" }, EIGHT);
    viewer.record("run_started", { run: "b" }, EIGHT);
    viewer.record("run_ended", { run: "a", outcome: "finished" }, LATER);
    viewer.record("run_ended", { run: "b", outcome: "interrupted" }, LATER);
    assert.match(await viewer.text(), /one: finished in 3 s ──\n── run b: interrupted after 3 s ──$/);
  });

  it("do not change another program's colours, character set or insert mode", async () => {
    const left = "\x1b[1;31m\x1b(0\x1b[4h\x1b]8;;https://example.org\x1b\\";
    const viewer = new Viewer().connect().print(`${left}q\n`, "error");
    const before = await viewer.cell("─");
    viewer.record("run_started", { run: "r1", title: "quick" }).print("q", "error");
    const title = await viewer.cell("quick");
    assert.ok(title.getFgColor() === BRIGHT_BLACK && !title.isBold());
    const after = await viewer.cell("─");
    assert.equal(after.getFgColor(), before.getFgColor());
    assert.ok(after.isBold());
    assert.equal(/** @type {any} */ (after).extended.urlId, /** @type {any} */ (before).extended.urlId);
    assert.ok(viewer.terminal.modes.insertMode);
  });

  it("tell in which row they begin and end", async () => {
    const viewer = new Viewer()
      .connect()
      .print("one\n")
      .record("run_started", { run: "r1" })
      .print("two\nthree\n");
    viewer.record("run_ended", { run: "r1", outcome: "finished" });
    await viewer.settled();
    assert.deepEqual(
      [...viewer.told.rows],
      [
        [1, 0],
        [2, 1],
        [4, 4],
      ],
    );
  });

  it("show only how many lines they have printed when they are folded", async () => {
    const viewer = new Viewer().connect();
    viewer.view.folds.set("r1", true);
    viewer
      .print("before\n")
      .record("run_started", { run: "r1", title: "make" }, EIGHT)
      .print("one\ntwo\n")
      .print("three\n");
    viewer.record("run_ended", { run: "r1", outcome: "finished", exit: 2 }, LATER).print("after\n");
    assert.match(
      await viewer.text(),
      /^before\n── make · [^\n]*\n── 3 lines folded ──\n── make: exit 2 after 3 s ──\nafter$/,
    );
    assert.equal(viewer.told.offset, 6);
  });

  it("leave a full-screen program's picture alone", async () => {
    const viewer = new Viewer().connect().print("\x1b[?1049hpicture").record("run_started", { run: "r1" });
    assert.equal(await viewer.text(), "picture");
  });

  it("have titles that move nothing, hide nothing and are not endless", async () => {
    const title = `a\x1b[2Jb\nc\u202ed\u2066e\u0007${"x".repeat(500)}`;
    const viewer = new Viewer({ cols: 200 }).connect().record("run_started", { run: "r1", title });
    const text = await viewer.text();
    assert.match(text, /^── a \[2Jb c d e x{50,80}… · [\d :-]+ ──$/);
  });

  it("look the same to somebody who comes in their middle", async () => {
    const started = { run: "r1", title: "make all", cols: 80, rows: 20 };
    const early = new Viewer().connect().record("run_started", started, EIGHT).print("\x1b[31m1\r\n");
    const late = new Viewer().connect({ offset: 2, state: "\x1b[31m", run: { ...started, started: EIGHT } });
    for (const viewer of [early, late]) {
      viewer
        .print("2\n3")
        .record("run_ended", { run: "r1", outcome: "finished", exit: 1, reset: true }, LATER);
      viewer.print("after\nwards");
    }
    // Without the empty rows at the end, and where the cursor goes from there.
    const lines = async (/** @type {Viewer} */ viewer) =>
      (await viewer.serialized())
        .replace(/(\r\n)*(\x1b\[\d+[AC])*$/, "")
        .split("\r\n")
        .slice(-3);
    assert.deepEqual(await lines(late), await lines(early));
    assert.match((await lines(late)).join("\n"), /make all: exit 1 after 3 s/);
  });
});

describe("runs with a terminal of their own", () => {
  const sized = { run: "r1", title: "top", cols: 80, rows: 20 };

  it("are shown in its size, and then the viewer's own comes back", async () => {
    const viewer = new Viewer({ cols: 120, rows: 30 }).connect();
    const size = async () => {
      await viewer.settled();
      return [viewer.terminal.cols, viewer.terminal.rows];
    };
    viewer.record("run_started", sized);
    assert.deepEqual(await size(), [80, 20]);
    viewer.record("run_ended", { run: "r1", outcome: "finished" });
    assert.deepEqual(await size(), [120, 30]);
  });

  it("get it in the middle of the stream, not ahead of it", async () => {
    const viewer = new Viewer({ cols: 100 }).connect().print("y".repeat(90));
    viewer.record("run_started", sized).print("x".repeat(90));
    assert.match(await viewer.unwrapped(), /^y{90}\n── top[^\n]*\nx{90}$/);
    assert.ok((await viewer.rows()).includes("x".repeat(80)));
  });

  it("end their lines themselves", async () => {
    const viewer = new Viewer().connect().record("run_started", sized).print("a\x1b[5;10Hhere\ndown");
    viewer.record("run_ended", { run: "r1", outcome: "finished", exit: 0 }).print("one\ntwo");
    const rows = await viewer.rows();
    const first = rows.indexOf("a");
    assert.equal(rows[first + 4], "         here");
    assert.equal(rows[first + 5], "             down");
    assert.match(rows.join("\n"), /down\n── top: finished[^\n]*\none\ntwo/);
  });

  it("begin on an empty screen, and what stood before is kept above", async () => {
    const viewer = new Viewer().connect().print("one\ntwo\n").record("run_started", sized);
    viewer.print("\x1b[H\x1b[2Jpicture");
    assert.match(await viewer.text(), /^one\ntwo\n── top[^\n]*\npicture$/);
  });

  it("leave nothing above the screen that fits on it", async () => {
    const viewer = new Viewer({ cols: 100, rows: 37 })
      .connect()
      .record("run_started", { ...sized, rows: 30 });
    viewer.print(`before\r\n\x1b[?1049h${"drawn\r\n".repeat(30)}\x1b[?1049lafter\r\n`);
    viewer.record("run_ended", { run: "r1", outcome: "finished" });
    const [begin, ...others] = (await viewer.text()).split("\n");
    assert.match(begin, /^── top/);
    assert.deepEqual(others.slice(0, 2), ["before", "after"]);
    assert.equal(viewer.terminal.buffer.active.baseY, 0);
  });

  it("leave no empty lines where they have filled theirs with blanks up to a width that a narrower window does not have", async () => {
    const viewer = new Viewer({ cols: 98, rows: 37 })
      .connect()
      .record("run_started", { ...sized, cols: 100 });
    viewer.print(`\x1b[7m${"PID".padEnd(100)}\x1b[0m\r\n${"1".padEnd(100)}\r\n${"x".repeat(100)}\r\n`);
    viewer.record("run_ended", { run: "r1", outcome: "finished" });
    assert.match(await viewer.text(), /\nPID *\n1 *\nx{98}\nxx\n── top/);
  });

  it("keep blanks in the middle of a line that takes several rows", async () => {
    const viewer = new Viewer({ cols: 98 }).connect().record("run_started", { ...sized, cols: 100 });
    viewer.print(`${"a".padEnd(100)}b\r\n`).record("run_ended", { run: "r1", outcome: "finished" });
    assert.match(await viewer.unwrapped(), /\na {99}b\n/);
  });

  it("keep their size when another run without one begins or ends", async () => {
    const viewer = new Viewer().connect().record("run_started", sized).print("picture");
    viewer.record("run_started", { run: "r2" }).record("run_ended", { run: "r2", outcome: "finished" });
    const rows = await viewer.rows();
    assert.equal(viewer.terminal.cols, 80);
    assert.equal(rows[viewer.terminal.buffer.active.baseY], "picture");
  });

  it("are forgotten when delivery goes on behind their end", async () => {
    const viewer = new Viewer().connect().record("run_started", sized).gap("slow", 5);
    await viewer.settled();
    assert.equal(viewer.terminal.cols, 100);
    assert.equal(viewer.terminal.options.convertEol, true);
  });

  it("are named at their end all the same", async () => {
    const viewer = new Viewer().connect().record("run_started", sized, EIGHT).gap("slow", 5);
    viewer.record("run_ended", { run: "r1", outcome: "finished" }, LATER);
    assert.match(await viewer.text(), /── top: finished in 3 s ──$/);
  });

  it("go on when delivery goes on in their middle", async () => {
    const viewer = new Viewer().connect().gap("slow", 5, { run: sized }).print("a\nb");
    assert.match(await viewer.text(), /a\n b$/);
    assert.equal(viewer.terminal.cols, 80);
  });

  it("have no size that a terminal cannot have", async () => {
    const viewer = new Viewer().connect();
    for (const [cols, rows] of [
      [0, 0],
      [1, 20],
      [1_000_000, 20],
      [80, 0],
      [80, 1_000_000],
    ]) {
      viewer.record("run_started", { run: `${cols}x${rows}`, cols, rows });
    }
    await viewer.settled();
    assert.deepEqual([viewer.terminal.cols, viewer.terminal.rows], [100, 24]);
  });
});
