// Moves a terminal's scroll bar once for all lines that come together.

import { internalsOf, viewportOf } from "./internals.js";

/**
 * xterm.js moves it with each line, and sets and clears a timer each time, which takes about as long as to interpret the line.
 *
 * @param {import("./internals.js").Terminal} terminal that is open
 */
export function moveTogether(terminal) {
  const viewport = viewportOf(terminal);
  const { _writeBuffer: buffer } = internalsOf(terminal);
  const sync = viewport._sync.bind(viewport);
  let isInterpreting = false;
  let isDue = false;
  const move = () => {
    if (isDue) sync();
    isDue = false;
  };
  viewport._sync = (row) => {
    if (isInterpreting) isDue = true;
    else sync(row);
  };
  // Both begin with where it stands.
  const scrollLines = viewport.scrollLines.bind(viewport);
  viewport.scrollLines = (lines) => {
    move();
    scrollLines(lines);
  };
  const scrollToLine = viewport.scrollToLine.bind(viewport);
  viewport.scrollToLine = (row, isAtOnce) => {
    move();
    scrollToLine(row, isAtOnce);
  };
  const interpret = buffer._innerWrite.bind(buffer);
  buffer._innerWrite = (since, result) => {
    isInterpreting = true;
    try {
      interpret(since, result);
    } finally {
      isInterpreting = false;
      move();
    }
  };
}
