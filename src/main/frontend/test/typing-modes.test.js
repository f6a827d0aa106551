import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Viewer } from "./viewer.js";

describe("modes for somebody who types", () => {
  const modesAfter = async (/** @type {string} */ sequences) => {
    const viewer = new Viewer().connect().print(sequences);
    await viewer.settled();
    return viewer.terminal.modes;
  };

  it("are ignored", async () => {
    const modes = [1, 9, 12, 66, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1015, 1016, 2004];
    const all = modes.map((mode) => `\x1b[?${mode}h`).join("");
    assert.deepEqual(await modesAfter(`${all}\x1b=\x1b[>1u\x1b[=1;1u\x1b[>4;2m`), await modesAfter(""));
  });

  it("are ignored within a sequence that sets others, too", async () => {
    assert.deepEqual(await modesAfter("\x1b[?25l\x1b[?1000;6;1003;45;2004h"), {
      ...(await modesAfter("")),
      originMode: true,
      reverseWraparoundMode: true,
    });
    assert.deepEqual(await modesAfter("\x1b[?6;7h\x1b[?1000;7;1006l"), await modesAfter("\x1b[?6h\x1b[?7l"));
  });

  it("are ignored with control characters and zeros in between", async () => {
    assert.equal((await modesAfter("\x1b[?10\r00;\n01003h")).mouseTrackingMode, "none");
  });

  it("are answered by nothing", async () => {
    const viewer = new Viewer().connect();
    /** @type {string[]} */
    const answers = [];
    viewer.terminal.onData((data) => answers.push(data));
    viewer.print("\x1b[c\x1b[5n\x1b[6n\x1b[?1$p\x1bP$qm\x1b\\\x1b]11;?\x07\x1b[18t\x05");
    await viewer.settled();
    assert.deepEqual(answers, []);
  });
});
