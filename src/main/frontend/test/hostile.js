// Shows each text of the JSON array on the standard input on a terminal with or without ("bare") the guard, and writes out what is on it
// then, a line for each. It is a process of its own because a terminal that hangs can only be killed.

import { readFileSync } from "node:fs";
import { SerializeAddon } from "@xterm/addon-serialize";
import headless from "@xterm/headless";
import { EMULATION } from "../../resources/META-INF/resources/tapewire/client/terminal/emulator.js";
import { guard } from "../../resources/META-INF/resources/tapewire/client/terminal/guard.js";

for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  const terminal = new headless.Terminal({ ...EMULATION, cols: 40, rows: 10 });
  const serialize = new SerializeAddon();
  terminal.loadAddon(/** @type {any} */ (serialize));
  if (process.argv[2] !== "bare") guard(/** @type {any} */ (terminal));
  await new Promise((resolve) => terminal.write(text, () => resolve(undefined)));
  console.log(JSON.stringify(serialize.serialize()));
}
