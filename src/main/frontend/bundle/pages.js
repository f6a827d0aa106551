// Our own pages name the sources; browsers get the files that were made of them, and begin to load at once what these import.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { BUILT, SOURCE_ROOT, TARGET_ROOT } from "./places.js";

const PAGES = [
  "META-INF/resources/tapewire.xhtml",
  "io/tapewire/page/error.html",
  "io/tapewire/security/ask.html",
];

/** @param {Map<string, string>} names of each source the name that it has got @param {(entry: string) => string[]} needs */
export async function writePages(names, needs) {
  for (const page of PAGES) {
    const text = await readFile(join(SOURCE_ROOT, page), "utf8");
    await mkdir(dirname(join(TARGET_ROOT, page)), { recursive: true });
    await writeFile(join(TARGET_ROOT, page), withBuilt(text, names, needs));
  }
}

/** @param {string} text @param {Map<string, string>} names @param {(entry: string) => string[]} needs */
export function withBuilt(text, names, needs) {
  /** @type {Set<string>} */
  const preloaded = new Set();
  return text
    .replace(MODULE, (script, indent, root, source) => {
      const more = needs(source).filter((name) => !preloaded.has(name));
      for (const name of more) preloaded.add(name);
      const links = more.map(
        (name) => `${indent}<link rel="modulepreload" href="${root}tapewire/${BUILT}/${name}"/>\n`,
      );
      return links.join("") + script;
    })
    .replace(SOURCE, (_, source) => {
      const name = names.get(source);
      if (!name) throw new Error(`there is no ${source}`);
      return `tapewire/${BUILT}/${name}`;
    });
}

const MODULE = /^( *)<script type="module" src="([^"]*)tapewire\/([\w/.-]+)"><\/script>/gm;
const SOURCE = /tapewire\/((?:client\/page|client\/sharing|styles|vendor)\/[\w-]+\.(?:js|css)|icon\.svg)/g;
