// What the client takes from npm. Its modules import it as `../../vendor/…`.

import { copyFile, mkdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { MODULES, TARGET } from "./places.js";

/** @type {Record<string, string>} */
const FILES = {
  "vendor/xterm.js": "@xterm/xterm/lib/xterm.mjs",
  "vendor/xterm.css": "@xterm/xterm/css/xterm.css",
  "vendor/addon-fit.js": "@xterm/addon-fit/lib/addon-fit.mjs",
  "vendor/addon-unicode-graphemes.js": "@xterm/addon-unicode-graphemes/lib/addon-unicode-graphemes.mjs",
  "vendor/ufuzzy.js": "@leeoniya/ufuzzy/dist/uFuzzy.iife.min.js",
};

/** @type {Record<string, string>} */
const LICENSES = {
  "@xterm/xterm/LICENSE": "xterm.LICENSE.txt",
  "@xterm/addon-fit/LICENSE": "addon-fit.LICENSE.txt",
  "@xterm/addon-unicode-graphemes/LICENSE": "addon-unicode-graphemes.LICENSE.txt",
  "@leeoniya/ufuzzy/LICENSE": "ufuzzy.LICENSE.txt",
};

/** @param {string} name as `vendor/xterm.js` */
export function npmFile(name) {
  if (!FILES[name]) throw new Error(`${name} is none of what the client takes from npm`);
  return join(MODULES, FILES[name]);
}

/** Lets esbuild find `../../vendor/…`. @type {import("esbuild").Plugin} */
export const npm = {
  name: "npm",
  setup(build) {
    build.onResolve({ filter: /\/vendor\/[^/]+\.js$/ }, ({ path }) => ({
      path: npmFile(`vendor/${basename(path)}`),
    }));
    build.onLoad({ filter: /\/node_modules\/.*\.m?js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      // Minified there is only a script; three times as large would be the module.
      const contents = path.endsWith(".iife.min.js") ? `${text}\nexport default uFuzzy;\n` : text;
      // Its source map leads to files that are not here.
      return { contents: contents.replace(/^\/\/# sourceMappingURL=.*$/m, ""), loader: "js" };
    });
  },
};

/** Copies the licences, as they ask for. */
export async function copyLicenses() {
  await mkdir(join(TARGET, "vendor"), { recursive: true });
  for (const [from, to] of Object.entries(LICENSES))
    await copyFile(join(MODULES, from), join(TARGET, "vendor", to));
}
