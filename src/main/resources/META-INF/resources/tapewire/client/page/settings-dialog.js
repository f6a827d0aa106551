// The dialog with the viewer's settings; each holds at once.

import { element } from "../elements/element.js";
import { MOST_SCROLLBACK, THEMES } from "./settings.js";
import { openDialog } from "./dialogs.js";

/** @param {import("./settings.js").Settings} settings */
export function openSettings(settings) {
  const { theme, scrollback, wrap, letters, sort } = settings.values;
  const themes = element("select", { class: "tapewire-field", id: "tapewire-theme" });
  for (const [value, label] of THEMES) themes.append(element("option", { value, selected: value === theme }, capital(label)));
  themes.addEventListener("change", () => settings.set({ theme: /** @type {any} */ (themes.value) }));
  const sorts = element("select", { class: "tapewire-field", id: "tapewire-sort" });
  for (const [value, label] of SORTS) sorts.append(element("option", { value, selected: value === sort }, label));
  sorts.addEventListener("change", () => settings.set({ sort: /** @type {any} */ (sorts.value) }));
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
      element("label", { for: lines.id }, "Lines kept in the terminal"),
      lines,
    ),
    check("Wrap long lines", wrap, (value) => settings.set({ wrap: value })),
    check("Single letters are keys", letters, (value) => settings.set({ letters: value })),
  );
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

const SORTS = [
  ["activity", "Last activity"],
  ["name", "Name"],
];
