// What a viewer shows of one program after another, in runs and after gaps: trials.jsonl. What state a single program leaves, and what
// restores it, is in programs.json among the server's tests.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Viewer } from "./viewer.js";

/**
 * @typedef {string | { hex: string }} Piece
 * @typedef {Piece[] | { repeat: [string, number] } | { repeat_after: [string, string, number] } | { cut: string } | { message: string }} Program
 * @typedef {{ name: string, runs: Program[], size?: [number, number], right: Record<string, any> }} Trial
 */

/** @type {Trial[]} */
const trials = readFileSync(new URL("trials.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

/** What a server alone can get wrong. */
const SERVER_ONLY = new Set(["ended", "title"]);
const REMARKS = new Set(["note"]);

describe("the trials", () => {
  for (const trial of trials) {
    if (Object.keys(trial.right).every((word) => SERVER_ONLY.has(word))) continue;
    it(trial.name, async () => {
      const viewer = new Viewer();
      play(trial, viewer);
      for (const [word, wanted] of Object.entries(trial.right)) {
        if (!REMARKS.has(word)) await CHECKS[word](viewer, wanted);
      }
    });
  }
});

/** The server's part. @param {Trial} trial @param {Viewer} viewer */
function play({ runs, size, right }, viewer) {
  const [program] = runs;
  if ("repeat" in program) {
    // The log has forgotten its beginning: the viewer gets the state that it has left.
    const [text] = program.repeat;
    viewer.connect({ offset: 5000, state: `\x1b[${right.state_has}m` }).print(text.repeat(1000));
    return;
  }
  if ("repeat_after" in program) {
    const [once, text] = program.repeat_after;
    viewer.connect({ offset: 5000, state: once }).print(text.repeat(100));
    return;
  }
  viewer.connect();
  for (const [number, pieces] of runs.entries()) {
    const texts = /** @type {Piece[]} */ (pieces).map(textOf);
    const [cols, rows] = size ?? [];
    const run = `run-${number}`;
    if (size) viewer.record("run_started", { run, cols, rows });
    for (const text of texts) viewer.print(text);
    // A fresh terminal's state is left by text without control characters only, as far as this server knows.
    const reset = /[\x0e\x1b]/.test(texts.join("")) || undefined;
    if (size) viewer.record("run_ended", { run, outcome: "finished", exit: 0, reset });
    else if (reset) viewer.record("run_ended", { outcome: "finished", reset });
  }
}

/** @param {Piece} piece */
function textOf(piece) {
  return typeof piece === "string" ? piece : Buffer.from(piece.hex, "hex").toString("utf8");
}

/** @type {Record<string, (viewer: Viewer, wanted: any) => Promise<void>>} */
const CHECKS = {
  async text_ends(viewer, wanted) {
    const text = await viewer.text();
    assert.ok(text.endsWith(wanted), JSON.stringify(text));
  },
  async text_contains(viewer, wanted) {
    const text = await viewer.text();
    for (const part of wanted)
      assert.ok(text.includes(part), `${JSON.stringify(part)} in ${JSON.stringify(text)}`);
  },
  async unwrapped_ends(viewer, wanted) {
    const text = await viewer.unwrapped();
    assert.ok(text.endsWith(wanted), JSON.stringify(text));
  },
  async buffer(viewer, wanted) {
    await viewer.settled();
    assert.equal(viewer.terminal.buffer.active.type, wanted);
  },
  async plain(viewer, word) {
    const cell = await viewer.cell(word);
    assert.ok(cell.isFgDefault() && cell.isBgDefault());
  },
  async colour(viewer, wanted) {
    const colours = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
    for (const [word, colour] of Object.entries(wanted)) {
      assert.equal(colours[await viewer.colour(word)], colour);
    }
  },
  async cells(viewer, wanted) {
    const rows = await viewer.rows();
    const line = viewer.terminal.buffer.active.getLine(rows.findLastIndex((row) => row !== ""));
    for (const [column, character] of wanted) assert.equal(line?.getCell(column)?.getChars(), character);
  },
  async at(viewer, wanted) {
    const rows = await viewer.rows();
    const { baseY } = viewer.terminal.buffer.active;
    for (const [row, column, text] of wanted) {
      assert.equal(rows[baseY + row - 1].slice(column - 1, column - 1 + text.length), text, rows.join("\n"));
    }
  },
  async first_cell(viewer, wanted) {
    assert.equal((await viewer.rows())[0][0], wanted);
  },
  async state_has(viewer) {
    const cell = await viewer.cell("X");
    assert.ok(cell.isFgRGB());
    assert.equal(cell.getFgColor(), 0x999999);
  },
  async late_joiner_equals_early(viewer) {
    const cell = await viewer.cell("─");
    assert.equal(cell.getFgColor(), 1);
  },
  async no_link(viewer, word) {
    // A link is underlined in dashes by the renderer and written by the add-on as what it is.
    const serialized = await viewer.serialized();
    assert.doesNotMatch(serialized.slice(serialized.indexOf(word)), /\x1b\]8;[^;]*;[^\x07\x1b]/);
    const { extended } = /** @type {any} */ (await viewer.cell(word));
    assert.equal(extended.urlId, 0);
  },
  async selectable(viewer) {
    await viewer.settled();
    assert.equal(viewer.terminal.modes.mouseTrackingMode, "none");
  },
  async cursor_visible(viewer, wanted) {
    await viewer.settled();
    assert.equal(!(/** @type {any} */ (viewer.terminal)._core.coreService.isCursorHidden), wanted);
  },
  async resize(viewer, sizes) {
    await viewer.settled();
    for (const [cols, rows] of sizes) viewer.terminal.resize(cols, rows);
  },
};
