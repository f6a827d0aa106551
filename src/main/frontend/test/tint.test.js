import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Tint } from "../../resources/META-INF/resources/tapewire/client/tint.js";

describe("the tint", () => {
  it("leaves ordinary output alone", () => {
    assert.equal(new Tint().apply("plain\n"), "plain\n");
    assert.equal(new Tint().apply("plain\n", "output"), "plain\n");
  });

  it("shows errors in red and information in blue", () => {
    assert.equal(new Tint().apply("broken\n", "error"), "\x1b[91mbroken\n\x1b[39m");
    assert.equal(new Tint().apply("by the way\n", "info"), "\x1b[94mby the way\n\x1b[39m");
  });

  it("leaves an error its own colours", () => {
    assert.equal(new Tint().apply("\x1b[33mwarning\x1b[0m", "error"), "\x1b[33mwarning\x1b[0m");
  });

  it("takes no colour back that the program has set and not ended yet", () => {
    const tint = new Tint();
    tint.apply("\x1b[1;33mwarning: ", "error");
    assert.equal(tint.apply("still yellow", "error"), "still yellow");
    tint.apply("\x1b[0m\n", "error");
    assert.equal(tint.apply("red", "error"), "\x1b[91mred\x1b[39m");
  });

  it("puts nothing into an escape sequence that comes in two parts", () => {
    const tint = new Tint();
    tint.apply("text \x1b[3", "error");
    assert.equal(tint.apply("3mcoloured\x1b[0m", "error"), "3mcoloured\x1b[0m");
  });

  it("does not take an unknown type for a style", () => {
    assert.equal(new Tint().apply("text", "constructor"), "text");
  });
});
