// Makes pages of the examples in docs/client.md, for the browser tests, in the folder that EXAMPLES_DIR names.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const { EXAMPLES_DIR } = process.env;
if (!EXAMPLES_DIR) throw new Error("EXAMPLES_DIR names the folder to write to");

const text = await readFile(join(import.meta.dirname, "../../../docs/client.md"), "utf8");

/** The first example in a language. @param {string} language @param {string} beginning what it begins with */
function example(language, beginning) {
  const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  const found = blocks.find(([, name, code]) => name === language && code.startsWith(beginning));
  if (!found) throw new Error(`docs/client.md has no example in ${language} that begins with ${beginning}`);
  return found[2];
}

const REACT_PAGE = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>React</title></head>
  <body><div id="root"></div><script type="module" src="react-page.js"></script></body>
</html>
`;

const REACT_MAIN = `
import { createElement, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Output } from "example";
const channel = new URL(location.href).searchParams.get("channel");
createRoot(document.getElementById("root")).render(createElement(StrictMode, null, createElement(Output, { channel })));
`;

await mkdir(EXAMPLES_DIR, { recursive: true });
await writeFile(join(EXAMPLES_DIR, "page.html"), example("html", "<!doctype html>"));
await writeFile(join(EXAMPLES_DIR, "react-page.html"), REACT_PAGE);
await build({
  stdin: { contents: REACT_MAIN, resolveDir: import.meta.dirname, sourcefile: "react-page.js" },
  outfile: join(EXAMPLES_DIR, "react-page.js"),
  bundle: true,
  format: "esm",
  jsx: "automatic",
  logLevel: "warning",
  define: { "process.env.NODE_ENV": '"development"' },
  plugins: [
    {
      name: "example",
      setup(made) {
        // As the browser finds it, on the server.
        made.onResolve({ filter: /^\/tapewire\// }, ({ path }) => ({ path, external: true }));
        made.onResolve({ filter: /^example$/ }, () => ({ path: "example", namespace: "example" }));
        made.onLoad({ filter: /.*/, namespace: "example" }, () => ({
          contents: example("jsx", "import"),
          loader: "jsx",
          resolveDir: import.meta.dirname,
        }));
      },
    },
  ],
});
