// The terminal's colours: read from the design tokens that hold where it stands, so that it is light or dark as the page around it.

/** @typedef {import("../../vendor/xterm.js").ITheme} ITheme */

/** @param {Element} place @returns {ITheme} */
export function themeOf(place) {
  const probe = document.createElement("span");
  place.append(probe);
  const style = getComputedStyle(probe);
  const colour = (/** @type {string} */ name) => {
    const property = `--tapewire-terminal-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (style.getPropertyValue(property) === "") return undefined;
    probe.style.color = `var(${property})`;
    return hex(style.color);
  };
  const theme = Object.fromEntries(COLOURS.map((name) => [name, colour(name)]));
  probe.remove();
  const { background, foreground } = theme;
  // A viewer types nothing, so the cursor looks like the text it stands on.
  return { ...theme, cursor: background, cursorAccent: foreground };
}

/** @param {Element} place */
export function lettersOf(place) {
  const style = getComputedStyle(place);
  const property = (/** @type {string} */ name) => style.getPropertyValue(`--tapewire-terminal-${name}`).trim();
  return {
    fontFamily: property("font-family") || FONTS,
    fontSize: Number.parseFloat(property("font-size")) || (matchMedia("(max-width: 40rem)").matches ? 12 : 13),
    lineHeight: Number.parseFloat(property("line-height")) || 1.2,
  };
}

/**
 * @param {() => void} changed called when colours may have changed: by the system, by the page, or by a style sheet that has arrived
 * @returns {() => void} stops
 */
export function onThemeChange(changed) {
  const stop = new AbortController();
  const { signal } = stop;
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed, { signal });
  const arrived = (/** @type {Event} */ event) => event.target instanceof HTMLLinkElement && changed();
  document.addEventListener("load", arrived, { capture: true, signal });
  const observer = new MutationObserver(changed);
  const attributeFilter = ["class", "style", "data-theme"];
  for (const root of [document.documentElement, document.body]) observer.observe(root, { attributeFilter });
  return () => {
    stop.abort();
    observer.disconnect();
  };
}

/** As xterm.js takes it. @param {string} colour as browsers compute it */
function hex(colour) {
  const [, ...parts] = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour) ?? [];
  return parts.length === 0 ? colour : `#${parts.map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
}

const EIGHT = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
const COLOURS = [
  ...["background", "foreground", "selectionBackground"],
  ...["scrollbarSliderBackground", "scrollbarSliderHoverBackground", "scrollbarSliderActiveBackground"],
  ...EIGHT,
  ...EIGHT.map((name) => `bright${name[0].toUpperCase()}${name.slice(1)}`),
];
const FONTS = 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace';
