// Everything that can be done on the page: one list for buttons, keys and the palette.

/**
 * @typedef {object} Action
 * @property {string} name
 * @property {string} label
 * @property {string} [key] a single letter or sign
 * @property {string} [chord] a key that works everywhere, as `Ctrl+K`
 * @property {() => void} run
 */

/**
 * @param {object} page
 * @param {import("../elements/terminal.js").TapewireTerminal} page.terminal
 * @param {import("./settings.js").Settings} page.settings
 * @param {import("./exporting.js").Exporting} page.exporting
 * @param {{ settings(): void, keys(): void, plain(): void, palette(): void, find(): void }} page.open
 * @param {(words: string) => void} page.say
 * @returns {Action[]}
 */
export function actionsOf({ terminal, settings, exporting, open, say }) {
  return [
    { name: "palette", label: "Go to channel …", chord: "Ctrl+K", run: open.palette },
    { name: "find", label: "Find …", key: "/", chord: "Ctrl+F", run: open.find },
    { name: "follow", label: "Follow", key: "f", run: () => (terminal.following = !terminal.following) },
    { name: "start", label: "Go to start", key: "g", run: () => terminal.emulator?.scrollToTop() },
    { name: "end", label: "Go to end and follow", key: "G", run: () => (terminal.following = true) },
    { name: "wrap", label: "Wrap", key: "w", run: () => settings.set({ wrap: !settings.values.wrap }) },
    {
      name: "clear",
      label: "Clear",
      key: "x",
      run: () => {
        terminal.clear();
        say("Cleared in this view only");
      },
    },
    { name: "copy", label: "Copy", key: "y", run: () => void exporting.copy().then(say) },
    { name: "plain", label: "Screen as plain text", key: "p", run: open.plain },
    ...exporting.formats.map(({ format, label }) => ({
      name: `export-${format}`,
      label: `Export: ${label}`,
      run: () => exporting.save(format),
    })),
    { name: "settings", label: "Settings", key: ",", run: open.settings },
    ...THEMES.map(([theme, label]) => ({ name: `theme-${theme}`, label, run: () => settings.set({ theme }) })),
    { name: "keys", label: "Keys", key: "?", run: open.keys },
  ];
}

/** @type {["system" | "light" | "dark", string][]} */
const THEMES = [
  ["system", "Theme: as the system"],
  ["light", "Theme: light"],
  ["dark", "Theme: dark"],
];
