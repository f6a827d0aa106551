// The terminal's colours: read from the design tokens that hold where it stands, so that it is light or dark as the page around it.

/**
 * @param {Element} place
 * @returns {import("../../vendor/xterm.js").ITheme}
 */
export function themeOf(place) {
  const probe = document.createElement("span");
  place.append(probe);
  const style = getComputedStyle(probe);
  const colour = (/** @type {string} */ name) => {
    if (style.getPropertyValue(`--tapewire-${name}`) === "") return undefined;
    probe.style.color = `var(--tapewire-${name})`;
    return style.color;
  };
  const background = colour("terminal");
  const foreground = colour("terminal-text");
  const slider = colour("terminal-slider-hover");
  const theme = {
    background,
    foreground,
    // A viewer types nothing, so the cursor looks like the text it stands on.
    cursor: background,
    cursorAccent: foreground,
    selectionBackground: colour("terminal-selection"),
    scrollbarSliderBackground: colour("terminal-slider"),
    scrollbarSliderHoverBackground: slider,
    scrollbarSliderActiveBackground: slider,
    ...Object.fromEntries(COLOURS.flatMap((name) => palette(name, colour))),
  };
  probe.remove();
  return theme;
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

/** @param {string} name @param {(name: string) => string | undefined} colour @returns {[string, string | undefined][]} */
function palette(name, colour) {
  const bright = `bright${name[0].toUpperCase()}${name.slice(1)}`;
  return [
    [name, colour(name)],
    [bright, colour(`bright-${name}`)],
  ];
}

const COLOURS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
