import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  oneLine,
  plain,
  plainLines,
  withoutC1,
} from "../../resources/META-INF/resources/tapewire/client/terminal/readable.js";
import { Viewer } from "./viewer.js";

describe("output", () => {
  it("has no control characters of 8 bits", () => {
    assert.equal(withoutC1("a\x80b\x9bc\x9fd\xa0e"), "a\ufffdb\ufffdc\ufffdd\xa0e");
    assert.equal(withoutC1("plain \x1b[31m text\x7f"), "plain \x1b[31m text\x7f");
  });

  it("may contain any character without a word on the console", async () => {
    /** @type {unknown[]} */
    const said = [];
    const { error, warn, info, log } = console;
    Object.assign(console, { error: said.push, warn: said.push, info: said.push, log: said.push });
    try {
      const viewer = new Viewer().connect();
      for (let code = 0; code < 0x200; code++) {
        const character = String.fromCharCode(code);
        viewer.print(
          `x${character}\x1b${character}\x1b[${character}\x1b[3${character}\x1b]${character}\x1bP${character}\x18`,
        );
      }
      viewer.print("\x1bcstill here");
      assert.equal(await viewer.text(), "still here");
      assert.deepEqual(said, []);
    } finally {
      Object.assign(console, { error, warn, info, log });
    }
  });
});

describe("words on one line", () => {
  it("lose what would move the cursor, turn the text around or hide", () => {
    assert.equal(oneLine("a\x1b[2Jb\r\nc\x07\x9bd"), "a [2Jb c d");
    assert.equal(oneLine("user\u202efdp.exe\u2066x\u200f"), "user fdp.exe x");
    assert.equal(oneLine("a\u2028b\u00adc\ufeffd"), "a b c d");
    assert.equal(oneLine("half \ud83d"), "half \ufffd");
  });

  it("keep joined emoji, accents and other scripts", () => {
    for (const words of ["👩‍👩‍👧 done", "e\u0301", "שלום", "编译"]) assert.equal(oneLine(words), words);
  });

  it("are not endless", () => {
    const line = oneLine("🎉".repeat(100_000));
    assert.equal(Array.from(line).length, 120);
    assert.ok(line.endsWith("🎉…"));
  });
});

describe("texts of others", () => {
  it("lose what moves the cursor, turns the direction or hides", () => {
    assert.equal(plain("a\u202eb\x1b[2Jc\nd", 100), "a b [2Jc d");
    assert.equal(plainLines("a\u202eb\n\tc\x1bd", 100), "a\ufffdb\n\tc\ufffdd");
  });

  it("are no longer than there is room", () => {
    assert.equal(plain("abc", 2), "ab");
    assert.equal(plainLines("abc", 2), "ab");
  });
});
