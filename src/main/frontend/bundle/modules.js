// The modules: bundled into few files, which share what they have in common.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { build } from "esbuild";
import { npm, npmFile } from "./npm.js";
import { BUILT, SOURCES } from "./places.js";

/** What pages of other applications load, by addresses that stay. */
export const STABLE = ["client/index.js", "client/terminal.js", "client/elements.js"];
/** What our own page loads. */
const PAGE = ["client/page/start.js", "client/page/page.js"];
const WORKER = "client/sharing/worker.js";
/** With an entry of its own it has a file of its own, which changes only when it does, and not with each version of ours. */
const XTERM = "vendor/xterm.js";

/**
 * @typedef {object} Modules
 * @property {import("esbuild").OutputFile[]} outputs
 * @property {Map<string, string>} names of each entry the name that it has got
 * @property {(entry: string) => string[]} needs the names of all files that an entry imports, and that these import
 */

/** @param {Map<string, string>} files the names that style sheets have got @returns {Promise<Modules>} */
export async function makeModules(files) {
  // The page's files name the worker's, whose hash is known when it has been made; the worker's do not name the page's.
  const first = await bundle(files, "");
  const worker = /** @type {string} */ (first.names.get(WORKER));
  const second = await bundle(files, worker);
  assert.equal(second.names.get(WORKER), worker, "the worker depends on what depends on the worker");
  return second;
}

/** @param {Map<string, string>} files @param {string} worker the name of its file @returns {Promise<Modules>} */
async function bundle(files, worker) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: SOURCES,
    entryPoints: [...STABLE, ...PAGE, WORKER, npmFile(XTERM)],
    outdir: BUILT,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    charset: "utf8",
    target: "esnext",
    // Names stay: a fault that somebody reports from a browser names our functions.
    minifyWhitespace: true,
    minifySyntax: true,
    // Only a browser's developer tools load it; the server names it in a header.
    sourcemap: "external",
    legalComments: "eof",
    plugins: [npm, addresses(files, worker)],
    metafile: true,
    write: false,
  });
  const { outputs } = metafile;
  const names = new Map();
  for (const [output, { entryPoint }] of Object.entries(outputs))
    if (entryPoint) names.set(entryPoint, nameOf(output));
  const unneeded = unneededOf(outputs);
  return {
    outputs: outputFiles.filter(({ path }) => !unneeded.has(nameOf(path))),
    names,
    needs: (entry) => needsOf(outputs, `${BUILT}/${names.get(entry)}`).map(nameOf),
  };
}

/** Nobody loads the entry that only gives xterm.js a file of its own, and a map of a file without code of ours shows nothing. @param {import("esbuild").Metafile["outputs"]} outputs */
function unneededOf(outputs) {
  const unneeded = new Set();
  for (const [output, { inputs, entryPoint = "" }] of Object.entries(outputs)) {
    if (entryPoint.includes(NPM)) unneeded.add(nameOf(output));
    const ours = Object.entries(inputs).filter(
      ([source, { bytesInOutput }]) => bytesInOutput > 0 && !source.includes(NPM),
    );
    if (ours.length === 0) unneeded.add(`${nameOf(output)}.map`);
  }
  return unneeded;
}

/** Puts the names of other files where modules ask for them. @param {Map<string, string>} files @param {string} worker @returns {import("esbuild").Plugin} */
function addresses(files, worker) {
  return {
    name: "addresses",
    setup(build) {
      build.onResolve({ filter: /\.css$/ }, ({ path }) => ({
        path: path.replace(/^(\.\.\/)+/, ""),
        namespace: "address",
      }));
      build.onLoad({ filter: /.*/, namespace: "address" }, ({ path }) => {
        if (!files.has(path)) throw new Error(`there is no style sheet ${path}`);
        return { contents: `./${files.get(path)}`, loader: "text" };
      });
      build.onLoad({ filter: /\/sharing\/worker-address\.js$/ }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        assert.ok(text.includes('"./worker.js"'), "the worker's address names its file");
        return { contents: text.replace('"./worker.js"', JSON.stringify(`./${worker}`)), loader: "js" };
      });
    },
  };
}

/** What has to be there before a file runs, without what is loaded later. @param {import("esbuild").Metafile["outputs"]} outputs @param {string} output @param {string[]} found */
function needsOf(outputs, output, found = []) {
  for (const { path, kind } of outputs[output].imports) {
    if (kind !== "import-statement" || found.includes(path)) continue;
    found.push(path);
    needsOf(outputs, path, found);
  }
  return found;
}

/** @param {string} output */
function nameOf(output) {
  return basename(output);
}

const NPM = "node_modules/";
