// Copies what the client takes from npm into `vendor` in the folder that RESOURCES_DIR names, under names that every server serves as JavaScript.

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";

const { RESOURCES_DIR } = process.env;
if (!RESOURCES_DIR) throw new Error("RESOURCES_DIR names the folder to copy to");

// Servers know no MIME type for .mjs, and browsers run no module without one.
const files = {
  "@xterm/xterm/lib/xterm.mjs": "xterm.js",
  "@xterm/xterm/LICENSE": "xterm.LICENSE.txt",
  "@xterm/addon-fit/lib/addon-fit.mjs": "addon-fit.js",
  "@xterm/addon-fit/LICENSE": "addon-fit.LICENSE.txt",
  "@xterm/addon-unicode-graphemes/lib/addon-unicode-graphemes.mjs": "addon-unicode-graphemes.js",
  "@xterm/addon-unicode-graphemes/LICENSE": "addon-unicode-graphemes.LICENSE.txt",
  "@leeoniya/ufuzzy/LICENSE": "ufuzzy.LICENSE.txt",
};

const vendor = join(RESOURCES_DIR, "vendor");
await mkdir(vendor, { recursive: true });
for (const [from, to] of Object.entries(files)) {
  await copyFile(join(import.meta.dirname, "node_modules", from), join(vendor, to));
}

// Its licence is beside it.
const sheet = await readFile(join(import.meta.dirname, "node_modules/@xterm/xterm/css/xterm.css"), "utf8");
const { code } = await transform(sheet, {
  loader: "css",
  minify: true,
  legalComments: "none",
  charset: "ascii",
});
await writeFile(join(vendor, "xterm.css"), code);

// Minified there is only a script; three times as large would be the module.
const script = await readFile(
  join(import.meta.dirname, "node_modules/@leeoniya/ufuzzy/dist/uFuzzy.iife.min.js"),
  "utf8",
);
await writeFile(join(vendor, "ufuzzy.js"), `${script}\nexport default uFuzzy;\n`);
