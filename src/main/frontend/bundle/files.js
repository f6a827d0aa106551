// Style sheets, the icon, and scripts that are no modules: each becomes one file.

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { npmFile } from "./npm.js";
import { BUILT, SOURCES } from "./places.js";

/** Run while the page is still being read, each alone. */
const SCRIPTS = ["first-worker", "first-theme", "first-faults"].map((name) => `client/page/${name}.js`);

/** @returns {Promise<{ outputs: import("esbuild").OutputFile[], names: Map<string, string> }>} `names`: of each source the name that it has got */
export async function makeFiles() {
  const sheets = (await readdir(join(SOURCES, "styles"))).filter((name) => name.endsWith(".css"));
  const sources = [...sheets.map((name) => `styles/${name}`), ...SCRIPTS, "icon.svg"];
  const { outputFiles, metafile } = await build({
    absWorkingDir: SOURCES,
    entryPoints: [...sources, npmFile("vendor/xterm.css")],
    outdir: BUILT,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    format: "iife",
    loader: { ".svg": "copy" },
    // A style sheet may be taken for one of the page's encoding.
    charset: "ascii",
    target: "esnext",
    // The licence of xterm.css is beside it.
    legalComments: "none",
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: "external",
    metafile: true,
    write: false,
  });
  const names = new Map();
  for (const [output, { inputs }] of Object.entries(metafile.outputs)) {
    const [source] = Object.keys(inputs);
    if (source)
      names.set(
        source.includes("node_modules/") ? "vendor/xterm.css" : source,
        output.slice(BUILT.length + 1),
      );
  }
  return { outputs: outputFiles.filter(({ path }) => !/xterm-\w+\.css\.map$/.test(path)), names };
}
