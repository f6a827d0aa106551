import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { WORKER_NAME } from "../../resources/META-INF/resources/tapewire/client/sharing/worker-life.js";

const script = join(import.meta.dirname, "../bundle.js");
const NAME = /^[\w-]+-[A-Z0-9]{8}\.(js|css|svg)(\.map)?$/;

describe("the bundle", () => {
  /** @type {string} */
  let root;
  /** @type {string} */
  let served;
  /** @type {string[]} */
  let names;

  const make = () => {
    const made = spawnSync(process.execPath, [script], { env: { ...process.env, RESOURCES_DIR: served } });
    assert.equal(made.status, 0, String(made.stderr) + made.stdout);
    return readdir(join(served, "client/built"));
  };
  const text = (/** @type {string} */ name) => readFile(join(served, name), "utf8");
  /** The only file that was made of a source. @param {RegExp} pattern */
  const built = (pattern) => {
    const found = names.filter((name) => pattern.test(name));
    assert.equal(found.length, 1, `${pattern}: ${found}`);
    return found[0];
  };

  before(async () => {
    root = await mkdtemp(join(tmpdir(), "tapewire-bundle-"));
    served = join(root, "META-INF/resources/tapewire");
    names = await make();
  });

  after(() => rm(root, { recursive: true }));

  it("has a hash in the name of each file", () => {
    assert.deepEqual(
      names.filter((name) => !NAME.test(name)),
      [],
    );
  });

  it("gives the same files the same names", async () => {
    assert.deepEqual((await make()).sort(), names.sort());
  });

  it("has everything that its files import", async () => {
    for (const name of names.filter((each) => each.endsWith(".js"))) {
      const code = await text(`client/built/${name}`);
      for (const [, imported] of code.matchAll(/(?:from|import\(?)"\.\/([^"]+)"/g)) {
        assert.ok(names.includes(imported), `${name} imports ${imported}`);
      }
    }
  });

  it("names the worker's file to the page, and the page's files not to the worker", async () => {
    const worker = built(/^worker-\w+\.js$/);
    const codes = await Promise.all(
      names.filter((name) => name.endsWith(".js")).map((name) => text(`client/built/${name}`)),
    );
    assert.equal(codes.filter((code) => code.includes(`"./${worker}"`)).length, 1);
    assert.doesNotMatch(await text(`client/built/${worker}`), /\.css"|xterm/);
  });

  it("starts one worker by one name, before the page's modules and by them", async () => {
    const markup = await readFile(join(root, "META-INF/resources/tapewire.xhtml"), "utf8");
    assert.ok(
      markup.includes(
        `data-worker="#{request.contextPath}/tapewire/client/built/${built(/^worker-\w+\.js$/)}"`,
      ),
    );
    const early = await text(`client/built/${built(/^first-worker-\w+\.js$/)}`);
    assert.equal(/name:"(\w+)"/.exec(early)?.[1], WORKER_NAME);
  });

  it("leads from addresses that stay to files with a hash", async () => {
    for (const name of ["index", "terminal", "elements"]) {
      assert.match(
        await text(`client/${name}.js`),
        new RegExp(`export \\* from "\\./built/${name}-[A-Z0-9]{8}\\.js";`),
      );
    }
    assert.match(
      await text("styles/tokens.css"),
      /^@import "\.\.\/client\/built\/tokens-[A-Z0-9]{8}\.css";$/m,
    );
  });

  it("puts the names of the files into our pages", async () => {
    for (const page of [
      "META-INF/resources/tapewire.xhtml",
      "io/tapewire/page/error.html",
      "io/tapewire/security/ask.html",
    ]) {
      const markup = await readFile(join(root, page), "utf8");
      for (const [, address] of markup.matchAll(/(?:href|src)="[^"]*tapewire\/([^"]+\.(?:js|css|svg))"/g)) {
        assert.match(address, /^client\/built\//, page);
        assert.ok(names.includes(address.slice("client/built/".length)), `${page} names ${address}`);
      }
    }
  });

  it("lets the page begin to load at once what its modules import", async () => {
    const markup = await readFile(join(root, "META-INF/resources/tapewire.xhtml"), "utf8");
    const page = await text(`client/built/${built(/^page-\w+\.js$/)}`);
    for (const [, imported] of page.matchAll(/(?:from|import)"\.\/([^"]+)"/g)) {
      assert.ok(
        markup.includes(
          `rel="modulepreload" href="#{request.contextPath}/tapewire/client/built/${imported}"`,
        ),
      );
    }
    assert.ok(!markup.includes(built(/^extras-\w+\.js$/)), "what is needed later is loaded later");
  });

  it("keeps the copyright of what comes from others", async () => {
    const codes = await Promise.all(
      names.filter((name) => name.endsWith(".js")).map((name) => text(`client/built/${name}`)),
    );
    assert.ok(codes.some((code) => code.includes("The xterm.js authors")));
    assert.match(await text("vendor/xterm.LICENSE.txt"), /Permission is hereby granted/);
  });
});
