// Tells the lines that a terminal without wrapped lines shows. Each line of the input is a JSON object: cols, rows, output. For each a
// line with the JSON array of the texts, from the first line of the scrollback to the last one that is not blank.

import { createInterface } from "node:readline";
import { withoutC1 } from "../../resources/META-INF/resources/tapewire/client/terminal/readable.js";
import { Emulation } from "./emulation.js";

const SCROLLBACK = 5000;

/** @param {{ cols: number, rows: number, output: string }} trial */
function lines({ cols, rows, output }) {
  const emulation = new Emulation({ cols, rows, scrollback: SCROLLBACK });
  try {
    emulation.emulator.newLines = true;
    emulation.writeSync(withoutC1(output));
    const { normal } = emulation.terminal.buffer;
    const texts = Array.from(
      { length: normal.length },
      (_, y) => normal.getLine(y)?.translateToString(true) ?? "",
    );
    while (texts.at(-1) === "") texts.pop();
    return texts;
  } finally {
    emulation.dispose();
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(lines(JSON.parse(line)))}\n`);
}
