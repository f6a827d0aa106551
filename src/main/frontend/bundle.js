// Makes of the client's sources what browsers get, in the folder that RESOURCES_DIR names: few files, whose names change with what is in
// them, so that browsers keep them for good. docs/decisions/0035 says why.

import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { makeFiles } from "./bundle/files.js";
import { makeModules, STABLE } from "./bundle/modules.js";
import { copyLicenses } from "./bundle/npm.js";
import { writePages } from "./bundle/pages.js";
import { BUILT, SOURCES, TARGET } from "./bundle/places.js";

const files = await makeFiles();
const modules = await makeModules(files.names);

for (const folder of ["client", "styles", "vendor"])
  await rm(join(TARGET, folder), { recursive: true, force: true });
await mkdir(join(TARGET, BUILT), { recursive: true });
for (const { path, contents } of [...files.outputs, ...modules.outputs]) {
  await writeFile(join(TARGET, BUILT, basename(path)), contents);
}
for (const entry of STABLE) await writeFile(join(TARGET, entry), stable(entry));
await copyFile(join(SOURCES, "client/package.json"), join(TARGET, "client/package.json"));
await mkdir(join(TARGET, "styles"));
await writeFile(
  join(TARGET, "styles/tokens.css"),
  `@import "../${BUILT}/${files.names.get("styles/tokens.css")}";\n`,
);
await copyLicenses();
await writePages(new Map([...files.names, ...modules.names]), modules.needs);

/** A module whose address stays. It names all files at once, so that none is found only when another has come. @param {string} entry */
function stable(entry) {
  const name = (/** @type {string} */ file) => `./${BUILT.slice("client/".length)}/${file}`;
  const imports = modules.needs(entry).map((file) => `import "${name(file)}";\n`);
  return `${imports.join("")}export * from "${name(/** @type {string} */ (modules.names.get(entry)))}";\n`;
}
