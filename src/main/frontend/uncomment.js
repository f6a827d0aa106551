// Takes the comments out of the modules and style sheets that are served, in the folder that RESOURCES_DIR names: nobody reads them there, and browsers would have to load them.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { transform } from "esbuild";

/** @type {Map<string, import("esbuild").Loader>} */
const LOADERS = new Map([
  [".js", "js"],
  [".css", "css"],
]);
const { RESOURCES_DIR } = process.env;
if (!RESOURCES_DIR) throw new Error("RESOURCES_DIR names the folder with the modules");

for (const folder of ["client", "styles"]) {
  for (const name of await readdir(join(RESOURCES_DIR, folder), { recursive: true })) {
    const loader = LOADERS.get(extname(name));
    if (!loader) continue;
    const file = join(RESOURCES_DIR, folder, name);
    const text = await readFile(file, "utf8");
    // Names and lines stay, so that faults in a browser can be read.
    // A style sheet may be taken for one of the page's encoding, a module is always UTF-8.
    const charset = loader === "css" ? "ascii" : "utf8";
    const { code } = await transform(text, {
      loader,
      charset,
      target: "esnext",
      legalComments: "none",
    });
    if (code !== text) await writeFile(file, code);
  }
}
