import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { onProgress } from "../../resources/META-INF/resources/tapewire/client/terminal/progress.js";
import { tabTitle } from "../../resources/META-INF/resources/tapewire/client/page/browser-tab.js";
import { Emulation } from "./emulation.js";

describe("the progress of a program", () => {
  it("is what it tells by OSC 9;4", () => {
    const emulation = new Emulation({ cols: 20, rows: 4, scrollback: 0 });
    /** @type {(number | undefined)[]} */
    const told = [];
    onProgress(/** @type {any} */ (emulation.terminal), (percent) => void told.push(percent));
    for (const progress of ["4;1;42", "4;2;250", "4;3", "4;3;7", "4;0", "4;x", "a message"]) {
      emulation.writeSync(`\x1b]9;${progress}\x07`);
    }
    assert.deepEqual(told, [42, 100, undefined, undefined, undefined]);
  });

  it("is in the title of the tab", () => {
    const state = /** @type {const} */ ({ channel: "build", run: "running", isNew: true, isConnected: true });
    assert.equal(tabTitle({ ...state, progress: 42 }), "▶ 42% • build · Tapewire");
    assert.equal(tabTitle({ ...state, progress: 42, isConnected: false }), "disconnected build · Tapewire");
    assert.equal(tabTitle(state), "▶ • build · Tapewire");
  });
});
