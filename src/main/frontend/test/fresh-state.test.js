import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Viewer } from "./viewer.js";

const RESET = { outcome: "finished", reset: true };

describe("the reset to a fresh terminal's state", () => {
  /** @param {string} left what a program leaves behind */
  const after = (left) => new Viewer({ cols: 40, rows: 10 }).connect().print(left).record("run_ended", RESET);

  for (const [what, left] of Object.entries({
    colours: "\x1b[1;2;3;4:3;5;7;8;9;53;31;42;58:5:1m",
    "a colour of 24 bits": "\x1b[38;2;1;2;3m",
    "the alternate screen": "\x1b[?1049h",
    "the alternate screen without a saved cursor": "\x1b[?47h\x1b[4;4H",
    "a saved cursor": "\x1b[3;3H\x1b[31m\x1b(0\x1b7\x1b[1;1H",
    "the alternate screen's saved cursor": "\x1b[?1049h\x1b[5;5H\x1b[32m\x1b7\x1b[?1049l",
    margins: "\x1b[3;5r",
    "margins on the alternate screen": "\x1b[?1049h\x1b[3;5r\x1b[?1049l",
    "origin mode": "\x1b[3;5r\x1b[?6h",
    "a character set": "\x1b(0",
    "a character set that is shifted to": "\x1b)0\x0e\x1b*A\x1b+B\x1bn",
    "insert mode": "\x1b[4h",
    "no wrapping": "\x1b[?7l\x1b[?45h",
    "a hidden cursor": "\x1b[?25l",
    "a cursor of another form": "\x1b[5 q",
    "line feeds that go straight down": "\x1b[20l",
    "no tab stops": "\x1b[3g",
    "tab stops of its own": "\x1b[3g\x1b[4G\x1bH",
    "a link": "\x1b]8;;https://example.org\x1b\\",
    protection: '\x1b[1"q',
    "output that is held back": "\x1b[?2026h",
    "a sequence that was not finished": "\x1b[3",
    "a string that was not finished": "\x1bP1$r",
    "a title that was not finished": "\x1b]0;a title",
    "a reset of its own": "\x1b[?25l\x1b[20l\x1bc",
    "what somebody who types needs": "\x1b[?1;9;66;1000;1002;1003;1004;1005;1006;1015;1016;2004h\x1b=",
  })) {
    it(`takes back ${what}`, async () =>
      assert.deepEqual(await after(left).state(), await after("").state()));
  }

  it("takes back whatever a stream of sequences leaves behind", async () => {
    const fresh = await after("").state();
    for (let seed = 1; seed <= 150; seed++) {
      const stream = randomStream(seed);
      assert.deepEqual(await after(stream).state(), fresh, `seed ${seed}: ${JSON.stringify(stream)}`);
    }
  });

  it("gives colours of the page's own back", async () => {
    /** @type {string[]} */
    const changes = [];
    const viewer = new Viewer().connect();
    const core = /** @type {any} */ (viewer.terminal)._core;
    core._inputHandler.onColor((/** @type {any[]} */ events) =>
      changes.push(...events.map(({ type }) => type)),
    );
    viewer.record("run_ended", RESET);
    await viewer.settled();
    assert.deepEqual(changes, []);
    viewer.print("\x1b]4;1;rgb:00/00/00\x1b\\\x1b]11;#ff0000\x07").record("run_ended", RESET);
    await viewer.settled();
    const [SET, RESTORE] = [1, 2];
    assert.deepEqual(changes, [SET, SET, RESTORE, RESTORE, RESTORE, RESTORE]);
  });

  it("waits for what was written before", async () => {
    const viewer = new Viewer({ scrollback: 100_000 }).connect();
    viewer
      .print("\x1b[31m" + "red\n".repeat(10_000) + "last")
      .record("run_ended", RESET)
      .print("\nplain");
    assert.equal(await viewer.colour("last"), 1);
    assert.equal(await viewer.colour("plain"), -1);
  });

  it("keeps the scrollback and what is on the screen", async () => {
    const lines = Array.from({ length: 50 }, (_, number) => `line ${number}`).join("\n");
    const viewer = after(`${lines}\x1b[31m`);
    assert.equal(await viewer.text(), lines);
  });

  it("lets the next program overwrite nothing", async () => {
    for (const left of ["\x1b[2;3r", "\x1b[2;2H", "\x1b[3A\x1b[31m", "\r\x1b[31m"]) {
      const viewer = after(`one\r\ntwo\r\nthree\r\nfour${left}`).print("next");
      assert.equal(await viewer.text(), "one\ntwo\nthree\nfour\nnext", JSON.stringify(left));
    }
  });

  it("goes back from the alternate screen to where the output stood", async () => {
    for (const enter of ["\x1b[?1049h", "\x1b[?47h", "\x1b[?1047h"]) {
      const viewer = after(`before\r\n${enter}\x1b[7;7Hfull screen`).print("next");
      assert.equal(await viewer.text(), "before\nnext");
    }
  });

  it("lets text go on in its line", async () => {
    assert.equal(await after("one \x1b[31m").print("two").text(), "one two");
  });

  it("does not begin a line twice when a row is exactly full", async () => {
    const viewer = after(`${"x".repeat(40)}\x1b[31m`).print("y");
    assert.equal(await viewer.text(), `${"x".repeat(40)}\ny`);
  });
});

/** Sequences of all kinds, some of them cut off. @param {number} seed */
function randomStream(seed) {
  let random = seed;
  const below = (/** @type {number} */ limit) => {
    random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((random / 2_147_483_648) * limit);
  };
  const pick = (/** @type {string | string[]} */ choices) => choices[below(choices.length)];
  const numbers = () => Array.from({ length: below(4) }, () => below(60)).join(pick(";;:"));
  const modes = () =>
    pick(["1", "6", "7", "12", "25", "45", "47", "1000", "1006", "1047", "1048", "1049", "2004", "2026"]);
  const kinds = [
    () => `\x1b[${numbers()}m`,
    () => `\x1b[?${modes()};${modes()}${pick("hl")}`,
    () => `\x1b[${pick(["4", "20"])}${pick("hl")}`,
    () => `\x1b[${numbers()}${pick("ABCDEFGHJKLMPSTXZabdefgrsu@")}`,
    () => `\x1b${pick("()*+")}${pick("0AB4")}`,
    () => `\x1b${pick("78DEHMno|}~=>c")}`,
    () => pick(["\x0e", "\x0f", "\n", "\r", "\t", "\b", "\x7f", "\x9b", "\x90"]),
    () =>
      `\x1b]${pick(["8;;http://x", "0;title", "4;1;red", "11;#fff", "52;c;eA=="])}${pick(["\x07", "\x1b\\", ""])}`,
    () => `\x1b${pick("P_^X")}${pick(["$qm", "1;2|x", "text"])}${pick(["\x1b\\", ""])}`,
    () =>
      pick([
        "text",
        "ä",
        "中",
        "🎉",
        "e\u0301",
        "a longer text that wraps at the end of its row, or does not",
      ]),
    () => `\x1b[${below(7)} q`,
    () => `\x1b[!p`,
  ];
  return Array.from({ length: 5 + below(40) }, () => kinds[below(kinds.length)]()).join("");
}
