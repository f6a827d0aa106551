import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join, normalize, sep } from "node:path";
import { describe, it } from "node:test";

const client = join(import.meta.dirname, "../../resources/META-INF/resources/tapewire/client");

/** Each folder, and which of the others it may know. */
const FOLDERS = {
  connection: [],
  channel: ["connection"],
  file: ["connection"],
  link: ["file", "connection", "channel"],
  sharing: ["link", "file", "connection", "channel"],
  library: ["sharing", "link", "file", "connection", "channel"],
  terminal: ["connection", "channel"],
  history: ["terminal", "connection"],
  elements: ["history", "terminal", "library", "sharing", "link", "connection", "channel"],
  page: ["elements", "terminal", "channel", "connection"],
};

describe("the folders of the client", () => {
  it("are these", async () => {
    const entries = await readdir(client, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    assert.deepEqual(folders.sort(), Object.keys(FOLDERS).sort());
  });

  for (const [folder, others] of Object.entries(FOLDERS)) {
    const allowed = [folder, "..", ...others];
    it(`${folder} knows ${others.join(", ") || "none of the others"}`, async () => {
      for (const file of await readdir(join(client, folder))) {
        const text = await readFile(join(client, folder, file), "utf8");
        // Types as well as values.
        for (const [, path] of text.matchAll(/(?:from |import |import\()"(\.[^"]+)"/g)) {
          const [target, ...rest] = normalize(join(folder, path)).split(sep);
          const isEntryPoint = rest.length === 0;
          assert.ok(isEntryPoint || allowed.includes(target), `${folder}/${file} knows ${path}`);
        }
      }
    });
  }
});
