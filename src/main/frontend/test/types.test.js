import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

const frontend = join(import.meta.dirname, "..");
const compiler = join(frontend, "node_modules/.bin/tsc");

describe("the types in the jar", () => {
  /** @type {string} */
  let folder;

  before(async () => {
    // Below node_modules, so that the types of xterm.js are found as in an application.
    folder = await mkdtemp(join(frontend, "node_modules/.types-"));
    const made = spawnSync(process.execPath, [join(frontend, "types.js")], {
      env: { ...process.env, RESOURCES_DIR: folder },
    });
    assert.equal(made.status, 0, String(made.stderr) + made.stdout);
  });

  after(() => rm(folder, { recursive: true }));

  /** What a strict compiler says about an application. @param {string} program */
  const complaints = async (program) => {
    const file = join(folder, "application.ts");
    await writeFile(file, program);
    const options = [
      "--strict",
      "--noEmit",
      "--module",
      "nodenext",
      "--target",
      "es2023",
      "--lib",
      "es2023,dom,dom.iterable",
    ];
    const { stdout } = spawnSync(compiler, [...options, "--types", "", "--ignoreConfig", file], {
      encoding: "utf8",
    });
    return stdout.trim();
  };

  it("let an application in TypeScript use the library and the elements", async () => {
    const program = `
      import { createSession, createWebSocketClient, type ChannelMessage, type StateChange } from "./client/index.js";
      import { TapewireTerminal } from "./client/terminal.js";
      const client = createWebSocketClient({ channels: ["build"], reconnect: { maxAttempts: Infinity } });
      const end: () => void = client.subscribe("*", ({ type, data }) => console.log(type.length, data.output));
      client.onStateChange(({ newState, attempt }: StateChange) => console.log(newState === "open", attempt));
      const following = client.follow("build", { show(message: ChannelMessage, shown) { console.log(message.offset); shown(); } });
      const { epoch, offset }: { epoch?: string; offset?: number } = following.position;
      const isFit: boolean = client.send("ping");
      const terminal = new TapewireTerminal();
      terminal.client = createSession({ tokenUrl: "/token" }).client;
      const columns: number | undefined = terminal.emulator?.cols;
      console.log(end, epoch, offset, isFit, columns);
    `;
    assert.equal(await complaints(program), "");
  });

  it("find a mistake", async () => {
    const program = `
      import { createWebSocketClient } from "./client/index.js";
      createWebSocketClient({ reconnect: { maxAttempts: "many" } });
    `;
    assert.match(await complaints(program), /error TS2322: Type 'string' is not assignable to type 'number'/);
  });
});
