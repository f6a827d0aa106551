// Writes the modules and style sheets as browsers get them to the folder that RESOURCES_DIR names: without comments and white space, each with a source map beside it.

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { transform } from "esbuild";

const { RESOURCES_DIR } = process.env;
if (!RESOURCES_DIR) throw new Error("RESOURCES_DIR names the folder to write to");

const SOURCES = join(import.meta.dirname, "../resources/META-INF/resources/tapewire");
/** @type {Map<string, import("esbuild").Loader>} */
const LOADERS = new Map([
  [".js", "js"],
  [".css", "css"],
]);

for (const folder of ["client", "styles"]) {
  for (const name of await readdir(join(SOURCES, folder), { recursive: true })) {
    const loader = LOADERS.get(extname(name));
    if (loader) await minify(join(folder, name), loader);
  }
}

/** @param {string} file below the folders @param {import("esbuild").Loader} loader */
async function minify(file, loader) {
  const target = join(/** @type {string} */ (RESOURCES_DIR), file);
  const { code, map } = await transform(await readFile(join(SOURCES, file), "utf8"), {
    loader,
    // A style sheet may be taken for one of the page's encoding, a module is always UTF-8.
    charset: loader === "css" ? "ascii" : "utf8",
    target: "esnext",
    legalComments: "none",
    // Names stay: a fault that somebody reports from a browser names our functions.
    minifyWhitespace: true,
    minifySyntax: true,
    // Only a browser's developer tools load it.
    sourcemap: "external",
    sourcefile: basename(file),
  });
  await mkdir(dirname(target), { recursive: true });
  // The server names the source map in a header, which costs less than a comment in each file.
  await writeFile(target, code);
  await writeFile(`${target}.map`, map);
}
