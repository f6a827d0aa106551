import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { Sha256 } from "../../resources/META-INF/resources/tapewire/client/file/sha256.js";

describe("SHA-256", () => {
  it("is that of the platform for every length around the blocks, however the bytes are cut", () => {
    for (let length = 0; length <= 200; length++) {
      const bytes = new Uint8Array(randomBytes(length));
      const hash = new Sha256();
      for (let from = 0; from < length;) {
        const to = from + 1 + Math.floor(Math.random() * 70);
        hash.add(bytes.subarray(from, to));
        from = to;
      }
      assert.equal(hash.end(), createHash("sha256").update(bytes).digest("hex"), `${length} bytes`);
    }
  });

  it("is that of the platform for a large file", () => {
    const bytes = new Uint8Array(randomBytes(5_000_003));
    const hash = new Sha256();
    for (let from = 0; from < bytes.length; from += 65_523) hash.add(bytes.subarray(from, from + 65_523));
    assert.equal(hash.end(), createHash("sha256").update(bytes).digest("hex"));
  });
});
