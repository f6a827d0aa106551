import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { kindOf, TaskList } from "../../resources/META-INF/resources/tapewire/client/elements/task-list.js";
import {
  RunList,
  runKind,
  runState,
} from "../../resources/META-INF/resources/tapewire/client/elements/run-list.js";
import {
  agoWords,
  sizeWords,
  spanWords,
} from "../../resources/META-INF/resources/tapewire/client/elements/words.js";

const at = (/** @type {number} */ second) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

describe("The list of tasks", () => {
  it("shows the last status of each task, running ones first", () => {
    const tasks = new TaskList();
    tasks.status({ taskId: "a", status: "running" }, 1, at(1));
    tasks.status({ taskId: "b", status: "running" }, 2, at(2));
    tasks.status({ taskId: "c", status: "done" }, 3, at(3));
    tasks.status({ taskId: "b", status: "failed" }, 4, at(9));
    assert.deepEqual(
      tasks.all.map(({ id, status }) => [id, status]),
      [
        ["a", "running"],
        ["b", "failed"],
        ["c", "done"],
      ],
    );
    assert.equal(tasks.running, 1);
  });

  it("is not set back by an older status that the server is asked for", () => {
    const tasks = new TaskList();
    tasks.status({ taskId: "a", status: "done" }, 9, at(9));
    tasks.status({ taskId: "a", status: "running" }, 4, at(2));
    assert.equal(tasks.all[0].status, "done");
    assert.equal(tasks.all[0].at - tasks.all[0].since, 7000);
  });

  it("lets a task that runs again begin anew, in whatever order its statuses are heard of", () => {
    const statuses = [
      ["running", 1],
      ["completed", 5],
      ["running", 7],
      ["running", 9],
    ];
    for (const order of [
      [0, 1, 2, 3],
      [3, 0, 1, 2],
    ]) {
      const tasks = new TaskList();
      for (const i of order) {
        const [status, second] = statuses[i];
        tasks.status({ taskId: "deploy", status }, Number(second), at(Number(second)));
      }
      assert.equal(tasks.all[0].since, Date.parse(at(7)));
    }
  });

  it("gives a task that has ended the time of its last run only", () => {
    for (const order of [
      [1, 5, 7, 9],
      [9, 1, 5, 7],
    ]) {
      const tasks = new TaskList();
      for (const second of order) {
        const status = [5, 9].includes(second) ? "failed" : "running";
        tasks.status({ taskId: "deploy", status }, second, at(second));
      }
      assert.equal(tasks.all[0].at - tasks.all[0].since, 2_000);
    }
  });

  it("takes progress from 0 to 100, and nothing else for progress", () => {
    const progress = (/** @type {unknown} */ value) => {
      const tasks = new TaskList();
      tasks.status({ taskId: "a", status: "running", progress: value }, 1, at(1));
      return tasks.all[0].progress;
    };
    assert.deepEqual([62, 0, 140, -3, "62", NaN, null].map(progress), [
      62,
      0,
      100,
      0,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("forgets the oldest task that has ended before one that is running", () => {
    const tasks = new TaskList();
    for (let i = 0; i <= 1000; i++)
      tasks.status({ taskId: `t${i}`, status: i === 0 ? "running" : "done" }, i + 1, at(1));
    assert.equal(tasks.all.length, 1000);
    assert.equal(tasks.all[0].id, "t0");
    assert.equal(
      tasks.all.some(({ id }) => id === "t1"),
      false,
    );
  });

  it("understands the words in common use", () => {
    assert.deepEqual(
      ["RUNNING", "in progress", "In_Progress", "Completed", "failed", "queued", "bananas"].map(kindOf),
      ["running", "running", "running", "ok", "bad", "wait", ""],
    );
  });
});

describe("The list of runs", () => {
  const message = (/** @type {string} */ type, /** @type {number} */ offset, /** @type {any} */ data) => ({
    type,
    data,
    offset,
    first: offset,
    channel: "build",
    epoch: "e",
    timestamp: at(offset),
  });

  it("goes on with what records tell after the server's list", () => {
    const runs = new RunList();
    runs.record(message("run_ended", 9, { run: "b", outcome: "finished", exit: 2 }));
    runs.listed([
      { run: "b", title: "test", started: at(3), ended: null, outcome: null, exit: null, first: 3 },
      { run: "a", title: null, started: at(1), ended: at(2), outcome: "finished", exit: 0, first: 1 },
    ]);
    assert.deepEqual(runs.newestFirst.map(runState), ["exit 2", "finished"]);
    assert.deepEqual(runs.newestFirst.map(runKind), ["bad", "ok"]);
  });

  it("calls a run neither good nor bad whose exit status nobody knows", () => {
    assert.equal(runKind({ outcome: "finished", exit: null }), "");
    assert.equal(runKind({ outcome: "interrupted", exit: null }), "bad");
  });

  it("keeps how a run has ended whatever is told again", () => {
    const runs = new RunList();
    const ended = {
      run: "a",
      title: "make",
      started: at(1),
      ended: at(2),
      outcome: "finished",
      exit: 2,
      first: 1,
    };
    runs.listed([ended]);
    runs.record(message("run_ended", 2, { run: "a", outcome: "finished" }));
    runs.listed([ended]);
    assert.deepEqual(runs.newestFirst.map(runState), ["exit 2"]);
    runs.record(message("run_started", 1, { run: "a", title: "make" }));
    runs.listed([ended]);
    assert.deepEqual(runs.newestFirst.map(runState), ["exit 2"]);
  });

  it("knows the failure that comes next, and the one before", () => {
    const runs = new RunList();
    for (const [run, exit, at] of [
      ["a", 2, 1],
      ["b", 0, 3],
      ["c", 1, 5],
    ]) {
      runs.record(message("run_started", Number(at), { run }));
      runs.record(message("run_ended", Number(at) + 1, { run, outcome: "finished", exit }));
    }
    assert.equal(runs.failure(Infinity, -1)?.run, "c");
    assert.equal(runs.failure(6, -1)?.run, "a");
    assert.equal(runs.failure(2, 1)?.run, "c");
    assert.deepEqual([runs.failure(2, -1), runs.failure(6, 1)], [undefined, undefined]);
  });

  it("says whether a run goes on, and how it has ended", () => {
    const runs = new RunList();
    runs.record(message("run_started", 1, { run: "a" }));
    assert.equal(runKind(runs.newestFirst[0]), "running");
    const run = runs.record(message("run_ended", 2, { run: "a", outcome: "interrupted" }));
    assert.deepEqual([run && runState(run), run && runKind(run)], ["interrupted", "bad"]);
  });

  it("passes over the end of a body that was no run", () => {
    assert.equal(new RunList().record(message("run_ended", 2, { outcome: "interrupted" })), undefined);
  });
});

describe("Words", () => {
  it("know no negative durations, because clocks differ", () => {
    assert.deepEqual([-5000, 0, 72_000, 3_725_000, NaN].map(spanWords), ["0s", "0s", "1m 12s", "1h 02m", ""]);
    assert.deepEqual([-5000, 42_000, 120_000, 7_200_000, 2 * 86_400_000].map(agoWords), [
      "now",
      "42 s",
      "2 m",
      "2 h",
      "2 d",
    ]);
  });

  it("give sizes in binary units", () => {
    assert.deepEqual([0, 1023, 1024, 5 * 1024 ** 2].map(sizeWords), ["0 B", "1023 B", "1.0 KiB", "5.0 MiB"]);
  });
});
