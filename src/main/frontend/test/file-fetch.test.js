import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { beforeEach, describe, it } from "node:test";
import { FakeBrowser } from "./fake-browser.js";
import { Scene } from "./scene.js";

const BYTES = new Uint8Array(randomBytes(100_000));
const SHA256 = createHash("sha256").update(BYTES).digest("hex");
const WHOLE = { file: "f1", bytes: BYTES.length, sha256: SHA256 };

/** @param {Blob} blob */
const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

describe("a file that is fetched", () => {
  /** @type {Scene} */
  let scene;

  beforeEach((t) => {
    scene = new Scene(/** @type {import("node:test").TestContext} */ (t));
    scene.client.connect();
    scene.server.accept();
  });

  const request = () => scene.server.requests("fetch").at(-1);

  /** @param {number} from @param {number} to */
  const send = (from, to) =>
    scene.server.sendPiece({ number: request().id, position: from, bytes: BYTES.slice(from, to) });

  /** @param {object} [data] */
  const end = (data = WHOLE) =>
    scene.server.send({ type: "fetched", channel: "build", id: request().id, data });

  it("comes piece by piece, and each half of the window is acknowledged", async () => {
    /** @type {number[]} */
    const progress = [];
    const fetched = scene.client.fetchFile("build", "f1", {
      window: 80_000,
      onProgress: (position) => progress.push(position),
    });
    assert.deepEqual(request().data, { file: "f1", from: 0, window: 80_000 });
    assert.equal(request().channel, "build");
    send(0, 30_000);
    assert.equal(scene.server.requests("ack").length, 0);
    send(30_000, 60_000);
    const [ack] = scene.server.requests("ack");
    assert.deepEqual(
      [ack.id, ack.channel, ack.data],
      [request().id, "build", { file: "f1", position: 60_000 }],
    );
    send(60_000, 100_000);
    end();
    assert.deepEqual(await bytesOf(await fetched), BYTES);
    assert.deepEqual(progress, [30_000, 60_000, 100_000]);
    assert.equal(scene.server.requests("cancel").length, 0);
  });

  it("goes on where it stands when the connection was lost", async () => {
    const fetched = scene.client.fetchFile("build", "f1");
    const first = request().id;
    send(0, 30_000);
    scene.server.end(1006);
    scene.clock.pass(1_000);
    scene.server.accept();
    assert.equal(request().data.from, 30_000);
    assert.notEqual(request().id, first);
    scene.server.sendPiece({ number: first, position: 30_000, bytes: BYTES.slice(30_000, 30_001) });
    send(30_000, 100_000);
    end();
    assert.deepEqual(await bytesOf(await fetched), BYTES);
  });

  it("goes on after disconnect and connect", async () => {
    const fetched = scene.client.fetchFile("build", "f1");
    send(0, 50_000);
    scene.client.disconnect();
    scene.client.connect();
    scene.server.accept();
    assert.equal(request().data.from, 50_000);
    send(50_000, 100_000);
    end();
    assert.deepEqual(await bytesOf(await fetched), BYTES);
  });

  it("can begin anywhere", async () => {
    const fetched = scene.client.fetchFile("build", "f1", { from: 99_990 });
    send(99_990, 100_000);
    end();
    assert.deepEqual(await bytesOf(await fetched), BYTES.slice(99_990));
  });

  it("is refused if it is not what was published", async () => {
    const fetched = scene.client.fetchFile("build", "f1");
    scene.server.sendPiece({ number: request().id, position: 0, bytes: new Uint8Array(100_000) });
    end();
    await assert.rejects(fetched, { name: "FetchError", code: "damaged" });
  });

  it("is refused if a piece is missing", async () => {
    const fetched = scene.client.fetchFile("build", "f1");
    send(10, 20);
    await assert.rejects(fetched, { name: "FetchError", code: "lost" });
    assert.equal(scene.server.requests("cancel").length, 1);
  });

  it("is refused as the server says", async () => {
    const heard = scene.hear("error");
    const fetched = scene.client.fetchFile("build", "f1");
    scene.server.send({
      type: "error",
      channel: "build",
      id: request().id,
      data: { code: "unknown_file", message: "gone" },
    });
    await assert.rejects(fetched, { name: "FetchError", code: "unknown_file", message: "gone" });
    assert.deepEqual(heard, []);
  });

  it("is given up when the application says so", async () => {
    const heard = scene.hear("error");
    const abort = new AbortController();
    const fetched = scene.client.fetchFile("build", "f1", { signal: abort.signal });
    send(0, 10);
    const { id } = request();
    abort.abort();
    await assert.rejects(fetched, { name: "AbortError" });
    assert.deepEqual(
      scene.server.requests("cancel").map((cancel) => cancel.id),
      [id],
    );
    scene.server.send({ type: "error", id, channel: "build", data: { code: "cancelled", message: "" } });
    assert.deepEqual(heard, []);
    await assert.rejects(scene.client.fetchFile("build", "f1", { signal: abort.signal }), {
      name: "AbortError",
    });
    assert.equal(scene.server.requests("fetch").length, 1);
  });

  it("has a beginning and a window that are numbers of bytes", () => {
    for (const options of [{ from: -1 }, { from: 0.5 }, { window: 0 }, { window: 2 ** 31 }]) {
      assert.throws(() => scene.client.fetchFile("build", "f1", options), RangeError);
    }
  });
});

describe("a file that a tab fetches over the shared socket", () => {
  it("comes to this tab alone, and is acknowledged by it", async () => {
    const browser = new FakeBrowser();
    browser.server.answersPings = true;
    const [one, other] = [browser.tab(), browser.tab()];
    browser.accept();
    const fetched = one.client.fetchFile("build", "f1", { window: 100_000 });
    const refused = assert.rejects(other.client.fetchFile("build", "f2"), { code: "unknown_file" });
    browser.pass();
    const [{ id }, { id: second }] = browser.server.requests("fetch");
    browser.server.sendPiece({ number: id, position: 0, bytes: BYTES.slice() });
    browser.pass();
    assert.deepEqual(
      browser.server.requests("ack").map((ack) => [ack.id, ack.data.position]),
      [[id, 100_000]],
    );
    browser.send({ type: "fetched", channel: "build", id, data: WHOLE });
    browser.send({
      type: "error",
      channel: "build",
      id: second,
      data: { code: "unknown_file", message: "gone" },
    });
    await browser.settle();
    assert.deepEqual(await bytesOf(await fetched), BYTES);
    await refused;
  });
});
