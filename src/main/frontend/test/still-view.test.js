import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { keepStill } from "../../resources/META-INF/resources/tapewire/client/terminal/still-view.js";
import { Emulation } from "./emulation.js";
import { settled } from "./fakes.js";

/** A pause that the test ends. */
class Pause {
  following = false;
  /** @type {(() => void)[]} */
  #resumed = [];

  /** @returns {Promise<void>} */
  resumed() {
    return new Promise((resume) => this.#resumed.push(resume));
  }

  async end() {
    this.following = true;
    for (const resume of this.#resumed) resume();
    await settled();
  }
}

describe("a view that is paused", () => {
  /** @type {Pause} */
  let pause;
  /** @type {Emulation} */
  let emulation;

  beforeEach(() => {
    pause = new Pause();
    emulation = new Emulation({ cols: 20, rows: 4, scrollback: 100 });
    keepStill(/** @type {any} */ (emulation.terminal), emulation.emulator, pause);
  });

  const write = (/** @type {string} */ text) =>
    /** @type {Promise<void>} */ (new Promise((parsed) => emulation.terminal.write(text, () => parsed())));
  const lines = () => {
    const { active } = emulation.terminal.buffer;
    return Array.from({ length: active.length }, (_, y) => active.getLine(y)?.translateToString(true)).filter(
      Boolean,
    );
  };

  it("keeps its lines when a program resets the terminal, which is fresh then all the same", async () => {
    await write("one\ntwo\x1b[31m\x1b[2;3r\x1bc");
    await write("three");
    assert.deepEqual(lines(), ["one", "two", "three"]);
    const { baseY, cursorX, cursorY } = emulation.terminal.buffer.active;
    assert.deepEqual([baseY, cursorX, cursorY], [2, 5, 0]);
    assert.ok(emulation.terminal.buffer.active.getLine(2)?.getCell(0)?.isFgDefault());
    assert.deepEqual(emulation.state().normalScreen.margins, [0, 3]);
  });

  it("keeps its scrollback when a program clears it", async () => {
    await write("1\n2\n3\n4\n5\n6\x1b[3J");
    assert.equal(lines().length, 6);
  });

  it("waits for its end before it shows the other screen", async () => {
    await write("one");
    const written = write("\x1b[?1049h\x1b[Hpicture");
    await settled();
    assert.equal(emulation.terminal.buffer.active.type, "normal");
    assert.deepEqual(lines(), ["one"]);
    await pause.end();
    await written;
    assert.deepEqual(lines(), ["picture"]);
  });

  it("waits for its end before a reset leaves the other screen", async () => {
    pause.following = true;
    await write("one\x1b[?1049h\x1b[Hpicture");
    pause.following = false;
    const written = write("\x1bcafter");
    await settled();
    assert.deepEqual(lines(), ["picture"]);
    await pause.end();
    await written;
    assert.deepEqual(lines(), ["after"]);
  });

  it("is not stopped by the viewer's own return to a fresh state", async () => {
    pause.following = true;
    await write("one\x1b[?1049hpicture\x1b[?1049l");
    pause.following = false;
    await write(emulation.emulator.freshState());
    await write("two");
    assert.deepEqual(lines(), ["onetwo"]);
  });

  it("lets a program do everything when it is none any more", async () => {
    pause.following = true;
    await write("one\x1bctwo");
    assert.deepEqual(lines(), ["two"]);
  });
});
