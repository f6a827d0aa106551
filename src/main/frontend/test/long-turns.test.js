import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { takeLongTurns } from "../../resources/META-INF/resources/tapewire/client/terminal/long-turns.js";
import { Emulation } from "./emulation.js";

const TAKES_10_MILLIS = "\x1b]7777;\x07";

describe("a terminal that catches up", () => {
  /** @type {Emulation} */
  let emulation;
  let isCatchingUp = true;
  let turns = 0;

  beforeEach(() => {
    let now = 1_000;
    mock.method(performance, "now", () => now);
    emulation = new Emulation({ cols: 20, rows: 4, scrollback: 100 });
    emulation.terminal.parser.registerOscHandler(7777, () => {
      now += 10;
      return true;
    });
    takeLongTurns(/** @type {any} */ (emulation.terminal), () => isCatchingUp);
    turns = 0;
    emulation.terminal.onWriteParsed(() => (turns += 1));
  });

  afterEach(() => {
    mock.restoreAll();
    emulation.dispose();
  });

  const writeTen = () =>
    /** @type {Promise<void>} */ (
      new Promise((parsed) => {
        for (let i = 1; i < 10; i++) emulation.terminal.write(TAKES_10_MILLIS);
        emulation.terminal.write(TAKES_10_MILLIS, () => setTimeout(parsed));
      })
    );

  it("interprets for 48 ms before it lets the browser draw", async () => {
    isCatchingUp = true;
    await writeTen();
    assert.equal(turns, 2);
  });

  it("then does so for 12 ms again", async () => {
    isCatchingUp = false;
    await writeTen();
    assert.equal(turns, 5);
  });
});
