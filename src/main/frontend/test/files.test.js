import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  FileList,
  imageTypeOf,
  previewKind,
} from "../../resources/META-INF/resources/tapewire/client/elements/file-list.js";

/** @param {number} offset @param {Record<string, any>} data @returns {any} */
const record = (offset, data) => ({
  type: "file",
  channel: "build",
  epoch: "e1",
  offset,
  timestamp: "2026-01-01T00:00:01.000Z",
  data: { file: `f${offset}`, name: "report.txt", bytes: 12, sha256: "", ...data },
});

describe("The list of files", () => {
  it("has the newest first, and each once", () => {
    const files = new FileList();
    assert.equal(files.add(record(1, { name: "a" })), true);
    assert.equal(files.add(record(2, { name: "b" })), true);
    assert.equal(files.add(record(2, { name: "b" })), false);
    assert.deepEqual(
      files.all.map(({ name, file, bytes }) => [name, file, bytes]),
      [
        ["b", "f2", 12],
        ["a", "f1", 12],
      ],
    );
  });

  it("keeps the latest 1000", () => {
    const files = new FileList();
    for (let i = 1; i <= 1001; i++) files.add(record(i, {}));
    assert.equal(files.all.length, 1000);
    assert.equal(files.all.at(-1)?.offset, 2);
  });

  it("has what the server lists beside what has come, each once", () => {
    const files = new FileList();
    files.add(record(9, { file: "new", name: "new" }));
    const timestamp = "2025-12-31T00:00:00.000Z";
    files.listed([
      { file: "old2", name: "old2", bytes: 1, offset: 4, timestamp },
      { file: "old1", name: "old1", bytes: 1, timestamp },
    ]);
    files.add(record(4, { file: "old2", name: "old2" }));
    assert.deepEqual(
      files.all.map(({ file, offset }) => [file, offset]),
      [
        ["new", 9],
        ["old2", 4],
        ["old1", undefined],
      ],
    );
  });

  it("shows a hostile name on one line that hides nothing", () => {
    const files = new FileList();
    files.add(record(1, { name: `\u202egnp.exe\n${"x".repeat(10_000)}`, bytes: -1 }));
    const [{ name, bytes }] = files.all;
    assert.match(name, /^gnp\.exe x+…$/);
    assert.ok(name.length <= 255);
    assert.ok(Number.isNaN(bytes));
  });

  it("leaves out what is no file", () => {
    assert.equal(new FileList().add(record(1, { file: 7 })), false);
    assert.equal(new FileList().add(record(1, { name: undefined })), false);
  });
});

describe("The preview of a file", () => {
  it("is an image for raster images only", () => {
    assert.equal(previewKind({ name: "a", type: "image/png" }), "image");
    assert.equal(previewKind({ name: "a.JPG", type: "" }), "image");
    assert.equal(imageTypeOf({ name: "a.JPG", type: "" }), "image/jpeg");
    assert.equal(imageTypeOf({ name: "a.jpg", type: "image/png" }), "image/png");
  });

  it("shows pages and drawings as the text that they are", () => {
    for (const file of [
      { name: "a.html", type: "text/html" },
      { name: "a.svg", type: "image/svg+xml" },
      { name: "a.svg", type: "" },
      { name: "a", type: "application/xhtml+xml" },
      { name: "a.png", type: "text/html" },
    ]) {
      assert.equal(previewKind(file), "text", JSON.stringify(file));
    }
  });

  it("is missing for everything else", () => {
    assert.equal(previewKind({ name: "a.zip", type: "application/zip" }), undefined);
    assert.equal(previewKind({ name: "a", type: "" }), undefined);
    assert.equal(previewKind({ name: "a.exe", type: "" }), undefined);
  });
});
