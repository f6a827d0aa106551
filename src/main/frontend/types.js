// Writes the types of the entry points, and of what these mention, beside the client's modules in the folder that RESOURCES_DIR names.

import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

const { RESOURCES_DIR } = process.env;
if (!RESOURCES_DIR) throw new Error("RESOURCES_DIR names the folder to write to");

const ENTRY_POINTS = ["client/index.d.ts", "client/terminal.d.ts", "client/elements.d.ts"];

const all = await mkdtemp(join(tmpdir(), "tapewire-types-"));
try {
  const compiler = join(import.meta.dirname, "node_modules/.bin/tsc");
  execFileSync(compiler, ["-p", join(import.meta.dirname, "tsconfig.types.json"), "--outDir", all], {
    stdio: "inherit",
  });
  await cp(join(import.meta.dirname, "types/vendor"), join(all, "vendor"), { recursive: true });
  for (const file of await mentioned(ENTRY_POINTS)) {
    const target = join(RESOURCES_DIR, file);
    await mkdir(dirname(target), { recursive: true });
    await cp(join(all, file), target);
  }
} finally {
  await rm(all, { recursive: true });
}

/** @param {string[]} files */
async function mentioned(files) {
  const found = new Set(files);
  for (const file of found) {
    const text = await readFile(join(all, file), "utf8");
    for (const [, path] of text.matchAll(/(?:from |import\(|import )"(\.[^"]+)\.js"/g)) {
      found.add(relative(all, join(all, dirname(file), `${path}.d.ts`)));
    }
  }
  return found;
}
