import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Viewer } from "./viewer.js";

describe("where delivery begins", () => {
  it("after records that nobody keeps any more: their state holds, and the page says how many they are", async () => {
    const viewer = new Viewer().connect({ offset: 1234, state: "\x1b[31m\x1b(0" }).print("qqq");
    assert.equal(await viewer.text(), "───");
    assert.equal(await viewer.colour("───"), 1);
    assert.equal(viewer.beginning.forgotten, 1234);
  });

  it("at the first record: nothing is missing", () => {
    assert.equal(new Viewer().connect().print("x").beginning.forgotten, 0);
  });

  it("later than it was answered, before anything came: the page says so, and no line does", async () => {
    const viewer = new Viewer()
      .connect({ offset: 10 })
      .gap("evicted", 90, { state: "\x1b[32m" })
      .print("green");
    assert.equal(await viewer.text(), "green");
    assert.equal(await viewer.colour("green"), 2);
    assert.equal(viewer.beginning.forgotten, 100);
  });

  it("after a gap: a line names it, and only what it has left holds", async () => {
    const viewer = new Viewer().connect().print("\x1b[41;1mred\n").gap("slow", 7, { state: "\x1b[32m" });
    viewer.print("green\n").gap("evicted", 1).print("plain");
    const text = await viewer.text();
    assert.equal(
      text,
      "red\n── 7 records not shown: this viewer was too slow ──\ngreen\n── 1 record not shown: evicted ──\nplain",
    );
    const green = await viewer.cell("green");
    assert.ok(green.getFgColor() === 2 && green.isBgDefault() && !green.isBold());
    assert.ok((await viewer.cell("plain")).isFgDefault());
  });

  it("after a gap in the middle of a sequence: what was begun is ended", async () => {
    const viewer = new Viewer().connect().print("\x1b]0;a tit").gap("slow", 1).print("words");
    assert.match(await viewer.text(), /words$/);
  });

  it("after a gap on the alternate screen: the line is seen", async () => {
    const viewer = new Viewer().connect().print("one\n\x1b[?1049hpicture").gap("slow", 1).print("words");
    assert.match(await viewer.text(), /^one\n── 1 record not shown.*\nwords$/);
  });

  it("gives errors their colour according to the state", async () => {
    const viewer = new Viewer().connect({ offset: 7, state: "\x1b[32m" }).print("green ", "error");
    viewer.print("\x1b[0mred", "error");
    assert.equal(await viewer.colour("green"), 2);
    assert.equal(await viewer.colour("red"), 9);
  });
});

describe("a new log after a reconnect", () => {
  it("follows below what was there, after a line", async () => {
    const viewer = new Viewer().connect().print("\x1b[31mbefore\n");
    viewer.connect({ epoch: "e2" }).print("after\n");
    const [before, line, after] = (await viewer.text()).split("\n");
    assert.deepEqual([before, after], ["before", "after"]);
    assert.match(line, /^── the server has started anew/);
    assert.ok((await viewer.cell("after")).isFgDefault());
  });

  it("is not worth a line when there was nothing in the one before", async () => {
    const viewer = new Viewer().connect().connect({ epoch: "e2" }).print("after\n");
    assert.equal(await viewer.text(), "after");
  });

  it("names what it has forgotten already, and begins with what that has left", async () => {
    const viewer = new Viewer().connect().print("before\n");
    viewer.connect({ epoch: "e2", offset: 41, state: "\x1b[32m" }).print("after\n");
    assert.match(await viewer.text(), /── 41 earlier records are not shown here ──\nafter$/);
    assert.equal(await viewer.colour("after"), 2);
    assert.equal(viewer.beginning.forgotten, 0);
  });

  it("clears the screen when it comes without one: the channel was deleted", async () => {
    const viewer = new Viewer().connect().print("\x1b[?25l\x1b[31mbefore\n");
    viewer.receive({ type: "gap", data: { from: 2, to: 1, reason: "restart" } });
    viewer.receive({ type: "subscribed", epoch: "e2", offset: 0, data: { recovered: false } });
    viewer.receive({ type: "terminal_output", epoch: "e2", offset: 1, data: { output: "after" } });
    assert.equal(await viewer.text(), "── the channel started over ──\nafter");
    assert.ok((await viewer.cell("after")).isFgDefault());
  });

  it("clears a size that a program had", async () => {
    const viewer = new Viewer().connect().record("run_started", { run: "r", cols: 50, rows: 10 });
    viewer.receive({ type: "gap", data: { from: 2, to: 1, reason: "restart" } });
    await viewer.settled();
    assert.deepEqual([viewer.terminal.cols, viewer.terminal.options.convertEol], [100, true]);
  });
});

describe("records that show nothing", () => {
  it("are acknowledged in their turn", async () => {
    const viewer = new Viewer()
      .connect()
      .print("x")
      .record("run_ended", { outcome: "finished", reset: true });
    viewer.record("picture", {});
    await viewer.settled();
    assert.equal(viewer.told.offset, 3);
    assert.deepEqual(viewer.told.messages, ["run_ended", "picture"]);
  });
});
