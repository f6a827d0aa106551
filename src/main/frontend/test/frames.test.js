import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deflateRawSync } from "node:zlib";
import { Frames } from "../../resources/META-INF/resources/tapewire/client/connection/frames.js";
import { inflate } from "../../resources/META-INF/resources/tapewire/client/connection/inflate.js";
import { random } from "./random.js";

const MOST = 16 * 1024 * 1024;

/** @param {Uint8Array} deflated */
function frame(deflated) {
  return new Uint8Array([2, ...deflated]).buffer;
}

/** @param {string} text */
function compressed(text) {
  return frame(deflateRawSync(text));
}

/** @param {string} text */
function plain(text) {
  return new TextEncoder().encode(text).buffer;
}

/** @param {() => boolean} condition */
async function until(condition) {
  while (!condition()) await new Promise((done) => setImmediate(done));
}

function reader() {
  const heard = /** @type {string[]} */ ([]);
  const broken = /** @type {Error[]} */ ([]);
  const frames = new Frames(
    (text) => heard.push(text),
    (error) => {
      broken.push(error);
      heard.push("broken");
    },
    ({ number, position, bytes }) => heard.push(`piece ${number} at ${position}: ${bytes}`),
  );
  return { heard, broken, frames };
}

describe("the frames of a socket", { timeout: 30_000 }, () => {
  it("are delivered at once while none is compressed", () => {
    const { heard, frames } = reader();
    frames.take("{text}");
    frames.take(plain("{bytes}"));
    assert.deepEqual(heard, ["{text}", "{bytes}"]);
  });

  it("keep their order, whether they are compressed or not, and the end comes after them", async () => {
    const { heard, frames } = reader();
    const expected = [];
    for (let i = 0; i < 60; i += 1) {
      const text = `{${i}${"x".repeat((i % 7) * 20_000)}}`;
      frames.take(i % 3 === 0 ? compressed(text) : i % 3 === 1 ? plain(text) : text);
      expected.push(text);
    }
    frames.inOrder(() => heard.push("the end"));
    assert.equal(heard.length, 0);
    await until(() => heard.at(-1) === "the end");
    assert.deepEqual(heard, [...expected, "the end"]);
  });

  it("may be pieces of files, which keep their order, too", async () => {
    const { heard, broken, frames } = reader();
    const piece = new Uint8Array([1, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 2, 7, 8]);
    frames.take(compressed("{before}"));
    frames.take(piece.buffer);
    frames.take(piece.buffer.slice(0, 13));
    frames.take("{after}");
    await until(() => heard.length === 4);
    assert.deepEqual(heard, ["{before}", `piece 4294967295 at ${2 ** 32 + 2}: 7,8`, "broken", "{after}"]);
    assert.ok(broken[0] instanceof RangeError);
  });

  it("are delivered at once again when no compressed one is waited for", async () => {
    const { heard, frames } = reader();
    frames.take(compressed("{1}"));
    await until(() => heard.length === 1);
    await new Promise((done) => setImmediate(done));
    frames.take(plain("{2}"));
    assert.deepEqual(heard, ["{1}", "{2}"]);
  });

  for (const [words, damaged] of /** @type {[string, ArrayBuffer][]} */ ([
    ["is cut off", frame(deflateRawSync("a".repeat(10_000)).subarray(0, 8))],
    ["has nothing in it", frame(new Uint8Array())],
    ["is no DEFLATE", frame(new Uint8Array([0xff, 0xff, 0xff, 0xff]))],
  ])) {
    it(`are broken if one ${words}, and the next one is received`, async () => {
      const { heard, broken, frames } = reader();
      frames.take(damaged);
      frames.take(compressed("{next}"));
      await until(() => heard.length === 2);
      assert.deepEqual(heard, ["broken", "{next}"]);
      assert.ok(broken[0] instanceof Error);
    });
  }

  it("are not inflated beyond a bound", async () => {
    const { heard, broken, frames } = reader();
    frames.take(compressed("x".repeat(MOST + 1)));
    await until(() => heard.length === 1);
    assert.ok(broken[0] instanceof RangeError);
  });

  it("may have as much as the bound", async () => {
    const { heard, frames } = reader();
    frames.take(compressed("x".repeat(MOST)));
    await until(() => heard.length === 1);
    assert.equal(heard[0].length, MOST);
  });

  it("are not delivered any more after the socket has been left", async () => {
    const { heard, frames } = reader();
    frames.take(compressed("{1}"));
    frames.take(plain("{2}"));
    let ended = false;
    frames.inOrder(() => (ended = true));
    frames.stop();
    await until(() => ended);
    assert.deepEqual(heard, []);
  });

  it("go on after one whose listener fails, and the failure is seen", async (t) => {
    const heard = /** @type {string[]} */ ([]);
    const seen = /** @type {unknown[]} */ ([]);
    const others = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    t.after(() => others.forEach((other) => process.on("uncaughtException", other)));
    process.once("uncaughtException", (fault) => seen.push(fault));
    const frames = new Frames(
      (text) => {
        heard.push(text);
        if (text === "{1}") throw new Error("a fault of the application");
      },
      () => heard.push("broken"),
    );
    frames.take(compressed("{1}"));
    frames.take(compressed("{2}"));
    await until(() => heard.length === 2 && seen.length === 1);
    assert.deepEqual(heard, ["{1}", "{2}"]);
  });
});

describe("inflating", { timeout: 30_000 }, () => {
  it("gives back what random text was", async () => {
    const next = random(11);
    for (let i = 0; i < 60; i += 1) {
      const variety = 1 + next(3000);
      const text = Array.from({ length: next(30_000) }, () => String.fromCodePoint(32 + next(variety))).join(
        "",
      );
      const bytes = new Uint8Array(deflateRawSync(text, { level: next(10) }));
      assert.equal(await inflate(bytes, MOST), text);
    }
  });
});
