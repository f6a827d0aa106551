import assert from "node:assert/strict";
import { describe, it } from "node:test";
import headless from "@xterm/headless";
import {
  expressionOf,
  findInView,
} from "../../resources/META-INF/resources/tapewire/client/terminal/view-search.js";

const { signal } = new AbortController();
const LINES = 12_000;

/** @param {string} text */
async function terminalWith(text) {
  const terminal = new headless.Terminal({
    cols: 10,
    rows: 5,
    scrollback: 2 * LINES,
    convertEol: true,
    allowProposedApi: true,
  });
  await new Promise((parsed) => terminal.write(text, () => parsed(undefined)));
  return terminal;
}

/** @param {headless.Terminal} terminal @param {string} text @param {number} near */
const find = (terminal, text, near) =>
  findInView(/** @type {any} */ (terminal), expressionOf(text, {}), near, signal, async () => {});

describe("finding in view", () => {
  it("counts all hits, and keeps those that are nearest to what is seen", async () => {
    const terminal = await terminalWith("hit\n".repeat(LINES));
    for (const [near, first] of [
      [0, 0],
      [6_000, 3_500],
      [LINES, LINES - 5_000],
      [LINES - 10, LINES - 5_000],
    ]) {
      const { hits, before, total } = await find(terminal, "hit", near);
      assert.equal(total, LINES);
      assert.equal(hits.length, 5_000);
      assert.equal(before, first);
      assert.equal(hits[0].row, first);
    }
  });

  it("finds text over the edge of a row, and tells it in cells", async () => {
    const terminal = await terminalWith("日本語12345hit\n");
    const { hits } = await find(terminal, "45HIT", 0);
    assert.deepEqual(hits, [{ row: 0, column: 9, length: 5 }]);
  });
});
