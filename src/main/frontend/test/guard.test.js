import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";

/** The most that a command can be asked for. */
const MANY = 2_147_483_647;
/** Without the guard most of the outputs take minutes or hours. */
const PATIENCE_MS = 60_000;
const LINES = Array.from({ length: 15 }, (_, number) => `line ${number}`).join("\n");
const LAST_CELL = "\x1b[999;999H";
const PROTECTED = `text\x1b[3;3H\x1b[1"qprotected\x1b["q`;
const COLOURS = `\x1b]4;${"1;".repeat(200_000)}\x07end`;
const MARKS = "\u0301".repeat(60_000);

/** By what it does: the output, by its count, and a count that has the same effect. @type {[string, (n: number) => string, number][]} */
const COUNTING = [
  ["inserts lines", (n) => `${LINES}\x1b[4;3H\x1b[${n}Lx`, 10],
  ["inserts lines between margins", (n) => `${LINES}\x1b[3;7r\x1b[4;3H\x1b[${n}Lx`, 10],
  ["deletes lines", (n) => `${LINES}\x1b[4;3H\x1b[${n}Mx`, 10],
  ["scrolls up", (n) => `${LINES}\x1b[3;7r\x1b[${n}Sx`, 10],
  ["scrolls down", (n) => `${LINES}\x1b[44m\x1b[${n}Tx`, 10],
  ["goes on to tab stops", (n) => `ab\x1b[${n}Ix`, 40],
  ["goes back to tab stops", (n) => `ab\x1b[20G\x1b[${n}Zx`, 40],
  ["repeats a character", (n) => `ab\x1b[${n}b`, 400],
  ["repeats a wide character", (n) => `a中\x1b[${n}b`, 400],
  ["repeats a character with a mark", (n) => `ae\u0301\x1b[${n}b`, 200],
  ["inserts characters", (n) => `${LINES}\x1b[2;3H\x1b[${n}@x`, 40],
  ["deletes characters", (n) => `${LINES}\x1b[2;3H\x1b[${n}Px`, 40],
  ["erases characters", (n) => `${LINES}\x1b[2;3H\x1b[${n}Xx`, 40],
  ["moves the cursor", (n) => `a\x1b[${n}Bb\x1b[${n}Ac\x1b[${n}Cd\x1b[${n}De\x1b[${n};${n}Hf`, 40],
];

/** What terminals show after the outputs, up to the first that does not go on. @param {string[]} outputs */
function shown(outputs, { terminals = "guarded", timeout = PATIENCE_MS } = {}) {
  const file = new URL("hostile.js", import.meta.url).pathname;
  const { stdout, stderr, error } = spawnSync(process.execPath, [file, terminals], {
    input: JSON.stringify(outputs),
    encoding: "utf8",
    timeout,
  });
  const lines = stdout.split("\n").slice(0, -1);
  const screens = lines.map((line) => JSON.parse(line));
  if (screens.length === outputs.length) return screens;
  return [...screens, error ? "it hangs" : (/^\w*Error.*$/m.exec(stderr)?.[0] ?? stderr)];
}

describe("the guard", () => {
  it("lets every command be done as often as makes a difference", () => {
    const wanted = shown(
      COUNTING.map(([, output, count]) => output(count)),
      { terminals: "bare" },
    );
    const screens = shown(COUNTING.map(([, output]) => output(MANY)));
    for (const [index, [what]] of COUNTING.entries()) assert.equal(screens[index], wanted[index], what);
  });

  it("erases the screen up to its last cell", () => {
    const [upTo, all, upToProtected] = shown([
      `text${LAST_CELL}\x1b[44m\x1b[1Jend`,
      `text${LAST_CELL}\x1b[44m\x1b[2Jend`,
      `${PROTECTED}${LAST_CELL}\x1b[?1Jend`,
    ]);
    assert.equal(upTo, all);
    assert.doesNotMatch(upToProtected, /text/);
    assert.match(upToProtected, /protected.*end/s);
  });

  it("ignores more colours than there are", () => assert.deepEqual(shown([COLOURS]), ["end"]));

  it("puts no more marks on a character than a browser can draw, however they come", () => {
    const few = "\u0301".repeat(60);
    const outputs = [
      MARKS,
      "\x1b[m\u0301".repeat(5000),
      `${few}\x1b[9Gy\x1b[2G`.repeat(50),
      `${MARKS}\x1b[${MANY}b`,
    ];
    const screens = shown(outputs.map((marks) => `\u00e9👩\x1b[2G${marks}|end`));
    const longest = (/** @type {string} */ screen) =>
      Math.max(...Array.from(new Intl.Segmenter().segment(screen), ({ segment }) => segment.length));
    for (const screen of screens)
      assert.ok(screen.includes("|end") && longest(screen) <= 34, String(longest(screen)));
  });

  it("is needed with this version of xterm.js", () => {
    const terminals = "bare";
    assert.match(shown([`text${LAST_CELL}\x1b[1Jend`], { terminals })[0], /^TypeError/);
    for (const output of [`\x1b[${MANY}Lend`, `x\x1b[${MANY}bend`, COLOURS]) {
      assert.deepEqual(shown([output], { terminals, timeout: 1000 }), ["it hangs"]);
    }
  });
});
