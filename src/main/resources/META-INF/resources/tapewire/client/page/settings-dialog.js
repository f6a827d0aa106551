// The dialog with the viewer's settings; each holds at once.

import { element } from "../elements/element.js";
import { MOST_SCROLLBACK, THEMES, TIMES } from "./settings.js";
import { openDialog } from "./dialogs.js";

/**
 * @param {import("./settings.js").Settings} settings
 * @param {string} durability what the server says about how long output is kept
 */
export function openSettings(settings, durability) {
  const { theme, scrollback, wrap, times, letters, sort } = settings.values;
  const themes = choice("tapewire-theme", THEMES, theme, (value) => settings.set({ theme: value }));
  const sorts = choice("tapewire-sort", SORTS, sort, (value) => settings.set({ sort: value }));
  const gutter = choice("tapewire-times", TIMES, times, (value) => settings.set({ times: value }));
  const lines = element("input", {
    class: "tapewire-field",
    id: "tapewire-scrollback",
    type: "number",
    min: "0",
    max: String(MOST_SCROLLBACK),
    value: String(scrollback),
  });
  lines.addEventListener("change", () => lines.reportValidity() && settings.set({ scrollback: lines.valueAsNumber }));
  openDialog(
    "Settings",
    element(
      "div",
      { class: "tapewire-settings" },
      element("label", { for: themes.id }, "Theme"),
      themes,
      element("label", { for: sorts.id }, "Channels by"),
      sorts,
      element("label", { for: gutter.id }, "Time of each line"),
      gutter,
      element("label", { for: lines.id }, "Lines kept in the terminal"),
      lines,
    ),
    check("Wrap long lines", wrap, (value) => settings.set({ wrap: value })),
    check("Single letters are keys", letters, (value) => settings.set({ letters: value })),
    element("p", { class: "tapewire-panel-note" }, durability),
  );
}

/**
 * @template {string} T
 * @param {string} id
 * @param {[T, string][]} options values and labels
 * @param {T} chosen
 * @param {(value: T) => void} choose
 */
function choice(id, options, chosen, choose) {
  const select = element("select", { class: "tapewire-field", id });
  for (const [value, label] of options) select.append(element("option", { value, selected: value === chosen }, capital(label)));
  select.addEventListener("change", () => choose(/** @type {T} */ (select.value)));
  return select;
}

/** @param {string} label @param {boolean} value @param {(value: boolean) => void} chosen */
function check(label, value, chosen) {
  const box = element("input", { type: "checkbox", checked: value });
  box.addEventListener("change", () => chosen(box.checked));
  return element("label", { class: "tapewire-check" }, box, label);
}

/** @param {string} words */
function capital(words) {
  return words[0].toUpperCase() + words.slice(1);
}

/** @type {[import("./settings.js").Values["sort"], string][]} */
const SORTS = [
  ["activity", "Last activity"],
  ["name", "Name"],
];
