// Takes the comments out of the client's modules that are served, in the folder that RESOURCES_DIR names: nobody reads them there, and browsers would have to load them.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";

const { RESOURCES_DIR } = process.env;
if (!RESOURCES_DIR) throw new Error("RESOURCES_DIR names the folder with the modules");

const client = join(RESOURCES_DIR, "client");
for (const name of await readdir(client, { recursive: true })) {
  if (!name.endsWith(".js")) continue;
  const file = join(client, name);
  const module = await readFile(file, "utf8");
  // Names and lines stay, so that faults in a browser can be read.
  const { code } = await transform(module, { charset: "utf8", target: "esnext", legalComments: "none" });
  if (code !== module) await writeFile(file, code);
}
