// Marks a line, so that the viewer finds it.

/**
 * Marks the line in which the cursor stands.
 *
 * @param {import("../../vendor/xterm.js").Terminal} terminal
 */
export function markLine(terminal) {
  const marker = terminal.registerMarker(0);
  const decoration = terminal.registerDecoration({ marker, width: terminal.cols, layer: "bottom" });
  decoration?.onRender((row) => row.classList.add("tapewire-terminal-mark"));
  return marker;
}
