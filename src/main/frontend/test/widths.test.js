import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Viewer } from "./viewer.js";

describe("the widths of characters", () => {
  const widthOf = async (/** @type {string} */ text) => {
    const viewer = new Viewer().connect().print(text);
    await viewer.settled();
    return viewer.terminal.buffer.active.cursorX;
  };

  for (const [text, cells, what] of /** @type {[string, number, string][]} */ ([
    ["🎉", 2, "an emoji"],
    ["🫠", 2, "an emoji of Unicode 14"],
    ["🫨", 2, "an emoji of Unicode 15"],
    ["👍🏽", 2, "an emoji with a skin tone"],
    ["👩‍👩‍👧", 2, "a family"],
    ["🧑🏻‍🤝‍🧑🏿", 2, "two people of different skin"],
    ["🏳️‍🌈", 2, "a joined flag"],
    ["🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}", 2, "a flag of tags"],
    ["🇩🇪", 2, "a flag"],
    ["🇩🇪🇫🇷", 4, "two flags"],
    ["🇩🇪🇫", 3, "a flag and a half"],
    ["1\ufe0f\u20e3", 2, "a keycap"],
    ["❤", 1, "a heart as text"],
    ["❤\ufe0f", 2, "a heart as an emoji"],
    ["✓", 1, "a check mark"],
    ["✅", 2, "a check mark as an emoji"],
    ["e\u0301", 1, "a letter with an accent"],
    ["a\u0300\u0301\u0302\u0303\u0304\u0305", 1, "a letter with many accents"],
    ["e\x1b[31m\u0301", 1, "an accent after a change of colour"],
    ["ที่", 1, "Thai with vowel and tone"],
    ["中文", 4, "Chinese"],
    ["𠀀", 2, "rare Chinese"],
    ["한글", 4, "Hangul"],
    ["\u1112\u1161\u11ab", 2, "Hangul of single letters"],
    ["ｱ", 1, "half a Japanese letter"],
    ["Ａ", 2, "a full-width letter"],
    ["±§α─█①→…", 8, "what some East Asian fonts draw wide"],
    ["a\u200bb\u200ec\u2060d\ufeffe", 5, "invisible characters"],
    ["\ue0b0", 1, "a character of private use"],
  ])) {
    it(`${what}: ${cells}`, async () => {
      assert.equal(await widthOf(text), cells);
      assert.equal(await widthOf(`x${text}y`), cells + 2);
    });
  }

  it("a wide character that no longer fits begins the next row", async () => {
    const viewer = new Viewer({ cols: 10 }).connect().print("123456789中|");
    assert.deepEqual((await viewer.rows()).slice(0, 2), ["123456789", "中|"]);
  });

  it("a cluster that comes in two records is one", async () => {
    const viewer = new Viewer().connect().print("👩").print("\u200d👧").print("|");
    await viewer.settled();
    assert.equal(viewer.terminal.buffer.active.cursorX, 3);
  });

  it("a cluster that comes in two records of errors is one, too", async () => {
    const viewer = new Viewer().connect().print("e", "error").print("\u0301|", "error");
    await viewer.settled();
    assert.equal(viewer.terminal.buffer.active.cursorX, 2);
  });
});
