import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  outputAddress,
  socketAddress,
} from "../../resources/META-INF/resources/tapewire/client/connection/address.js";
import {
  channelOf,
  pageFor,
} from "../../resources/META-INF/resources/tapewire/client/elements/page-address.js";
import { isChannelName } from "../../resources/META-INF/resources/tapewire/client/channel/channel-name.js";
import { addressOf, placeIn } from "../../resources/META-INF/resources/tapewire/client/page/line-address.js";

describe("addresses", () => {
  it("keep the context path and the kind of connection", () => {
    assert.equal(socketAddress(new URL("http://h:8080/tw/")).href, "ws://h:8080/tw/ws");
    assert.equal(socketAddress(new URL("https://h/")).href, "wss://h/ws");
  });

  it("keep the slashes of a channel's name and nothing else of meaning", () => {
    const root = new URL("http://h/");
    assert.equal(outputAddress("team/build", root).href, "http://h/channels/team/build/output");
    assert.equal(outputAddress("a?b#c", root).href, "http://h/channels/a%3Fb%23c/output");
  });

  it("name the channel that the page shows", () => {
    assert.equal(channelOf("http://h/?channel=team%2Fbuild"), "team/build");
    assert.equal(channelOf("http://h/?channel="), undefined);
    assert.equal(channelOf("http://h/"), undefined);
  });

  it("carry other parameters along, but never a token", () => {
    assert.equal(pageFor("http://h/?lang=de&token=T&channel=a#x", "b/c").search, "?lang=de&channel=b%2Fc");
  });
});

describe("the address of a line", () => {
  it("names the log to which the line belongs, and is read back", () => {
    const place = { offset: 42, line: 3, epoch: "9f3c" };
    const url = addressOf("http://host/app/?channel=x&at=1.0&epoch=old&token=secret", "build", place);
    assert.equal(url.href, "http://host/app/?channel=build&at=42.3&epoch=9f3c");
    assert.deepEqual(placeIn(url), { ...place, index: 0 });
  });

  it("may name none, as one that somebody has typed", () => {
    assert.deepEqual(placeIn("http://host/?channel=build&at=42"), {
      offset: 42,
      line: 0,
      epoch: undefined,
      index: 0,
    });
    assert.equal(placeIn("http://host/?channel=a&beside=b&at=42.1&in=2")?.index, 1);
    for (const number of ["0", "-1", "x", "1.5"])
      assert.equal(placeIn(`http://host/?at=1.0&in=${number}`)?.index, 0);
    assert.equal(placeIn("http://host/?channel=build"), undefined);
    assert.equal(addressOf("http://host/?at=1.0&epoch=e", "build").href, "http://host/?channel=build");
  });
});

describe("a channel's name", () => {
  for (const name of [
    "main",
    "team/build-1.2_x",
    "9",
    "a".repeat(128),
    "output/x",
    "a..b",
    "a/.b",
    "a/...",
    "Runs",
  ]) {
    it(`may be ${name.slice(0, 20)}`, () => assert.equal(isChannelName(name), true));
  }
  for (const name of [
    "",
    "-x",
    "/x",
    "x/",
    "a//b",
    "a/.",
    "a/./b",
    "..",
    "a/../b",
    "a b",
    "ä",
    "x;reboot",
    "a".repeat(129),
    "x/output",
    "messages",
    "x/records",
    "x/search",
    "runs",
    "x/tasks",
    "x/y/files",
  ]) {
    it(`may not be "${name.slice(0, 20)}"`, () => assert.equal(isChannelName(name), false));
  }
});
