import { test } from "node:test";
import assert from "node:assert/strict";
import {
  layoutIn,
  withChannel,
  withLayout,
  withoutChannel,
  withOtherChannel,
} from "../../resources/META-INF/resources/tapewire/client/page/split-address.js";

const PAGE = "https://example.org/app/?channel=a";

test("an address carries the channels and their widths", () => {
  const url = withLayout(`${PAGE}&beside=old&widths=1-2`, {
    channels: ["a", "b/c", "d&e"],
    widths: [49.6, 25, 25.4],
  });

  assert.equal(url.href, `${PAGE}&beside=b%2Fc&beside=d%26e&widths=50-25-25`);
  assert.deepEqual(layoutIn(url), { channels: ["a", "b/c", "d&e"], widths: [50, 25, 25] });
});

test("channels of the same width need no widths", () => {
  assert.equal(withLayout(PAGE, { channels: ["a", "b"], widths: [50, 50] }).href, `${PAGE}&beside=b`);
  assert.deepEqual(layoutIn(`${PAGE}&beside=b`), { channels: ["a", "b"], widths: [50, 50] });
  assert.deepEqual(layoutIn(PAGE), { channels: ["a"], widths: [100] });
});

test("what an address cannot mean is left out", () => {
  assert.equal(layoutIn(`${PAGE}&beside=b&beside=c&beside=d&beside=e&beside=f`).channels.length, 4);
  assert.deepEqual(layoutIn("https://example.org/app/").channels, ["server"]);
  for (const widths of ["", "1-2-3", "0-1", "-1-1", "x-y", "1e99-1"]) {
    assert.deepEqual(layoutIn(`${PAGE}&beside=b&widths=${widths}`).widths, [50, 50], widths);
  }
});

test("the line to which the address leads stays while its channel does", () => {
  const line = `${PAGE}&at=42.0&epoch=9f3c`;
  assert.equal(
    withLayout(line, { channels: ["a", "b"], widths: [50, 50] }).href,
    `${PAGE}&at=42.0&epoch=9f3c&beside=b`,
  );
  const second = `${PAGE}&beside=b&at=42.0&in=2`;
  assert.equal(
    withLayout(second, { channels: ["c", "b"], widths: [50, 50] }).href,
    "https://example.org/app/?channel=c&at=42.0&in=2&beside=b",
  );
  assert.equal(withLayout(second, { channels: ["a", "c"], widths: [50, 50] }).href, `${PAGE}&beside=c`);
  assert.equal(
    withLayout(line, { channels: ["b"], widths: [100] }).href,
    "https://example.org/app/?channel=b",
  );
});

test("channels are added, closed, and replaced by others", () => {
  const layout = { channels: ["a", "b"], widths: [30, 70] };
  assert.deepEqual(withChannel(layout, "c"), { channels: ["a", "b", "c"], widths: [33, 33, 33] });
  assert.deepEqual(withoutChannel(layout, 0), { channels: ["b"], widths: [100] });
  assert.deepEqual(withOtherChannel(layout, 1, "c"), { channels: ["a", "c"], widths: [30, 70] });
});
