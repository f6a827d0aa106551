import { test } from "node:test";
import assert from "node:assert/strict";
import {
  layoutIn,
  withLayout,
} from "../../resources/META-INF/resources/tapewire/client/page/split-address.js";

const PAGE = "https://example.org/app/?channel=a";

test("an address carries the channels and their widths", () => {
  const url = withLayout(`${PAGE}&beside=old&widths=1-2`, {
    beside: ["b/c", "d&e"],
    widths: [49.6, 25, 25.4],
  });

  assert.equal(url.href, `${PAGE}&beside=b%2Fc&beside=d%26e&widths=50-25-25`);
  assert.deepEqual(layoutIn(url), { beside: ["b/c", "d&e"], widths: [50, 25, 25] });
});

test("channels of the same width need no widths", () => {
  assert.equal(withLayout(PAGE, { beside: ["b"], widths: [50, 50] }).href, `${PAGE}&beside=b`);
  assert.deepEqual(layoutIn(`${PAGE}&beside=b`), { beside: ["b"], widths: [50, 50] });
  assert.deepEqual(layoutIn(PAGE), { beside: [], widths: [100] });
});

test("what an address cannot mean is left out", () => {
  assert.equal(layoutIn(`${PAGE}&beside=b&beside=c&beside=d&beside=e&beside=f`).beside.length, 3);
  for (const widths of ["", "1-2-3", "0-1", "-1-1", "x-y", "1e99-1"]) {
    assert.deepEqual(layoutIn(`${PAGE}&beside=b&widths=${widths}`).widths, [50, 50], widths);
  }
});
