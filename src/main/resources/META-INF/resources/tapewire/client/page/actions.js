// Everything that can be done on the page: one list for buttons, keys and the palette.

import { THEMES, TIMES } from "./settings.js";

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
 * @param {import("./current.js").Current} page.current
 * @param {import("./settings.js").Settings} page.settings
 * @param {import("./exporting.js").Exporting} page.exporting
 * @param {{ settings(): void, keys(): void, plain(): void, palette(): void, find(): void, filter(): void, split(): void }} page.open
 * @param {() => void} page.goToNext to the next terminal of those side by side
 * @param {(step: 1 | -1) => void} page.goToFailure
 * @param {(words: string) => void} page.say to screen readers: everybody else sees it
 * @param {(words: string) => void} page.complain shows what has failed
 * @returns {Action[]}
 */
export function actionsOf({ current, settings, exporting, open, goToNext, goToFailure, say, complain }) {
  return [
    { name: "palette", label: "Go to channel …", chord: "Ctrl+K", run: open.palette },
    { name: "find", label: "Find …", key: "/", chord: "Ctrl+F", run: open.find },
    { name: "filter", label: "Filter …", key: "&", run: open.filter },
    { name: "split", label: "Open beside …", key: "s", run: open.split },
    { name: "next", label: "Go to the next channel beside", key: "o", run: goToNext },
    { name: "follow", label: "Follow", key: "f", run: () => (current.terminal.following = !current.terminal.following) },
    { name: "start", label: "Go to start", key: "g", run: () => current.terminal.goToStart() },
    { name: "end", label: "Go to end and follow", key: "G", run: () => (current.terminal.following = true) },
    { name: "failure-next", label: "Next failure", key: "e", run: () => goToFailure(1) },
    { name: "failure-previous", label: "Previous failure", key: "E", run: () => goToFailure(-1) },
    { name: "wrap", label: "Wrap", key: "w", run: () => settings.set({ wrap: !settings.values.wrap }) },
    { name: "times", label: "Time", key: "t", run: () => settings.set({ times: nextTimes(settings.values.times) }) },
    {
      name: "clear",
      label: "Clear",
      key: "x",
      run: () => say(current.terminal.clear() ? "Cleared in this view only" : "Nothing is cleared while a program fills the screen"),
    },
    {
      name: "copy",
      label: "Copy",
      key: "y",
      run: () => void exporting.copy().then(({ words, isDone }) => (isDone ? say(words) : complain(words))),
    },
    { name: "plain", label: "Screen as plain text", key: "p", run: open.plain },
    ...exporting.formats.map(({ format, label }) => ({
      name: `export-${format}`,
      label: `Export: ${label}`,
      run: () => exporting.save(format),
    })),
    { name: "settings", label: "Settings", key: ",", run: open.settings },
    ...THEMES.map(([theme, label]) => ({ name: `theme-${theme}`, label: `Theme: ${label}`, run: () => settings.set({ theme }) })),
    { name: "keys", label: "Keys", key: "?", run: open.keys },
  ];
}

/** @param {import("./settings.js").Times} times */
function nextTimes(times) {
  const next = TIMES.findIndex(([value]) => value === times) + 1;
  return TIMES[next % TIMES.length][0];
}
