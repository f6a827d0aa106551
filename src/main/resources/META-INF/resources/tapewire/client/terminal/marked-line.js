// Marks a line, and shows it with something above and below it.

/**
 * Marks the line in which the cursor stands, brings it into sight, and pauses there.
 *
 * @param {import("../../vendor/xterm.js").Terminal} terminal
 * @param {import("./tail.js").Tail} tail
 */
export function markLine(terminal, tail) {
  const marker = terminal.registerMarker(0);
  tail.pause();
  const above = () => Math.floor(terminal.rows / 3);
  const place = () => terminal.scrollToLine(Math.max(0, marker.line - above()));
  place();
  terminal
    .registerDecoration({ marker, width: terminal.cols, layer: "bottom" })
    ?.onRender((row) => row.classList.add("tapewire-terminal-mark"));
  // It goes up from the last row as long as lines come that belong below it, unless the viewer goes elsewhere meanwhile.
  const settling = terminal.onWriteParsed(() => {
    if (marker.isDisposed) return settling.dispose();
    place();
    if (terminal.buffer.active.baseY >= marker.line - above()) settling.dispose();
  });
  tail.untouched.addEventListener("abort", () => settling.dispose(), { once: true });
}
