import assert from "node:assert/strict";
import { describe, it, mock } from "node:test";
import { Viewer } from "./viewer.js";

/** A viewer whose terminal fails at this sequence, as no known output makes it fail. */
function failing() {
  const viewer = new Viewer();
  viewer.terminal.parser.registerCsiHandler({ final: "y" }, () => {
    throw new Error("planted");
  });
  return viewer.connect();
}

describe("a terminal whose emulator fails", () => {
  const reported = mock.method(console, "error", () => {});

  it("continues with the next output and says what is missing", async () => {
    const viewer = failing();
    viewer.print("before\x1b[31m\x1b[y lost");
    await viewer.settled();
    viewer.print("after");
    assert.equal(await viewer.text(), "before\n── a part of the output could not be shown ──\nafter");
    assert.equal(await viewer.colour("after"), -1);
    assert.match(String(reported.mock.calls.at(-1)?.arguments[1]), /planted/);
  });

  it("acknowledges the output all the same", async () => {
    const viewer = failing();
    viewer.print("\x1b[y").print("next");
    await viewer.settled();
    assert.equal(viewer.told.offset, 2);
  });

  it("survives any number of faults", async () => {
    const viewer = failing();
    for (let time = 0; time < 100; time++) {
      viewer.print("\x1b[y");
      await viewer.settled();
    }
    viewer.print("end");
    assert.match(await viewer.text(), /\nend$/);
  });
});
