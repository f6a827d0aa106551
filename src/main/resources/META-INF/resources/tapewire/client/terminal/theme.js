// The terminal's colours; the page's own are in tapewire.css and go with these.

/** @type {import("../../vendor/xterm.js").ITheme} */
export const theme = {
  background: "#0f141b",
  foreground: "#d3dae4",
  // A viewer types nothing, so the cursor looks like the text it stands on.
  cursor: "#0f141b",
  cursorAccent: "#d3dae4",
  selectionBackground: "#34506e",
  scrollbarSliderBackground: "#2b3644",
  scrollbarSliderHoverBackground: "#3b495b",
  scrollbarSliderActiveBackground: "#4a5b70",
  black: "#1c232d",
  red: "#e5646b",
  green: "#7cc98f",
  yellow: "#dcb867",
  blue: "#6ba4e8",
  magenta: "#c08be0",
  cyan: "#5fc4c9",
  white: "#c9d1dc",
  brightBlack: "#6b7787",
  brightRed: "#ff8b8b",
  brightGreen: "#9be3ab",
  brightYellow: "#f2d48a",
  brightBlue: "#93bff5",
  brightMagenta: "#d7aef2",
  brightCyan: "#8ae0e2",
  brightWhite: "#f4f7fb",
};
