// Sequences by which any program, or anyone who writes to a channel, could bring an xterm.js 6.0.0 terminal to a standstill: where
// a handler throws, nothing that is written afterwards is ever shown.

/** Greater counts are ignored: xterm.js counts them down one by one, or makes room for so many characters. */
const MOST_COUNT = 9999;
const COUNTING = ["L", "M", "S", "T", "I", "Z", "b"];
const ERASE_ABOVE = 1;

/** @param {import("@xterm/headless").Terminal} terminal */
export function guard(terminal) {
  for (const final of COUNTING) {
    terminal.parser.registerCsiHandler({ final }, ([count]) => Number(count) > MOST_COUNT);
  }
  terminal.parser.registerCsiHandler(
    { final: "J" },
    ([what]) => what === ERASE_ABOVE && isLastCell(terminal),
  );
}

/** xterm.js goes on in the line below, and throws where there is none. */
function isLastCell(terminal) {
  const { cursorX, cursorY, length } = terminal.buffer.active;
  return cursorX >= terminal.cols - 1 && cursorY + 1 >= length;
}
