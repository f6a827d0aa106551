// The terminal's colours and letters: the page's style sheet may set each of them by a custom property.

/** @typedef {import("../../vendor/xterm.js").ITheme} ITheme */

/** Where the style sheet says nothing. @satisfies {ITheme} */
const DEFAULTS = {
  background: "#0f141b",
  foreground: "#d3dae4",
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

const FONTS = 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace';

/** @param {Element} place @returns {ITheme} */
export function themeOf(place) {
  const property = propertiesOf(place);
  const colours = Object.fromEntries(Object.entries(DEFAULTS).map(([name, colour]) => [name, property(dashed(name)) || colour]));
  // A viewer types nothing, so the cursor looks like the text it stands on.
  return { ...colours, cursor: colours.background, cursorAccent: colours.foreground };
}

/** @param {Element} place */
export function lettersOf(place) {
  const property = propertiesOf(place);
  return {
    fontFamily: property("font-family") || FONTS,
    fontSize: Number.parseFloat(property("font-size")) || (matchMedia("(max-width: 40rem)").matches ? 12 : 13),
    lineHeight: Number.parseFloat(property("line-height")) || 1.2,
  };
}

/** @param {Element} place */
function propertiesOf(place) {
  const style = getComputedStyle(place);
  return (/** @type {string} */ name) => style.getPropertyValue(`--tapewire-terminal-${name}`).trim();
}

/** @param {string} name in camel case */
function dashed(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
