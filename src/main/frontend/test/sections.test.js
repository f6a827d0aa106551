import { test } from "node:test";
import assert from "node:assert/strict";
import { Sections } from "../../resources/META-INF/resources/tapewire/client/terminal/sections.js";

/** What is found in records with these outputs, one second apart. @param {...string} outputs */
function sectionsOf(...outputs) {
  const sections = new Sections();
  for (const [i, output] of outputs.entries()) {
    sections.read({
      type: "terminal_output",
      offset: i + 1,
      timestamp: new Date(i * 1000).toISOString(),
      data: { output },
    });
  }
  sections.finish();
  return sections.list.map(({ title, offset, line, depth, started, ended, exit }) => {
    const took = ended === undefined ? "open" : `${ended - started} ms`;
    return `${" ".repeat(depth)}${title} at ${offset}.${line}, ${took}${exit === undefined ? "" : `, exit ${exit}`}`;
  });
}

test("groups of GitHub, each ended by its end or by the next", () => {
  const found = sectionsOf(
    "hello\n\n::group::Install\nnpm ci\n",
    "::endgroup::\n::group::Test\n",
    "##[group]Deploy\nx\n",
  );

  assert.deepEqual(found, ["Install at 1.2, 1000 ms", "Test at 2.1, 1000 ms", "Deploy at 3.0, open"]);
});

test("sections of GitLab, one in the other, also where a record ends within a mark", () => {
  const found = sectionsOf(
    "\x1b[0Ksection_start:1560896352:outer[collapsed=true]\r\x1b[0KOuter \x1b[1mheader\x1b[0m\nx\n\x1b[0Ksection_st",
    "art:1560896353:inner\r\x1b[0K\ny\n\x1b[0Ksection_end:1560896354:inner\r\x1b[0K\n",
    "\x1b[0Ksection_end:1560896355:outer\r\x1b[0K\n",
  );

  assert.deepEqual(found, ["Outer header at 1.0, 2000 ms", " inner at 1.2, 1000 ms"]);
});

test("phases of Buildkite, but not the heads of a comparison", () => {
  const found = sectionsOf(
    "\x1b[90m--- :docker: Build\x1b[0m\nstep\n~~~ quiet\n+++ Failing\n",
    "--- a/file\n+++ b/file\n@@ -1 +1 @@\n",
  );

  assert.deepEqual(found, [":docker: Build at 1.0, 0 ms", "quiet at 1.2, 0 ms", "Failing at 1.3, 1000 ms"]);
});

test("commands of a shell that marks them", () => {
  const found = sectionsOf(
    "\x1b]133;A\x07$ \x1b]133;B\x07make all\n\x1b]133;C\x07output\n",
    "\x1b]133;D;2\x07\x1b]133;A\x07$ \x1b]133;B\x07ls\n\x1b]133;C\x07a b\n",
    "\x1b]133;D;0\x1b\\",
  );

  assert.deepEqual(found, ["make all at 1.0, 1000 ms, exit 2", "ls at 2.0, 1000 ms, exit 0"]);
});

test("what is not marked, or is marked by somebody hostile, costs little", () => {
  assert.deepEqual(
    sectionsOf("text ::group::x\n-- no\n---\nsection_start:x:y\n", "section_end:1:never\n::endgroup::\n"),
    [],
  );

  const many = new Sections();
  many.read({
    type: "terminal_output",
    offset: 1,
    timestamp: "",
    data: { output: "section_start:1:a\r\n".repeat(5_000) },
  });
  assert.ok(many.isFull);
  assert.ok(many.list.length <= 1_000);
  assert.deepEqual(sectionsOf(`::group::\u202e${"x".repeat(10_000)}\n`), [
    `${"x".repeat(119)}… at 1.0, open`,
  ]);
});
