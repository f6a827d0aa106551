// The parts of the bars that ask what to look for: a field, switches and buttons.

import { element } from "../elements/element.js";

/** @param {string} label */
export function queryField(label) {
  return element("input", {
    type: "search",
    class: "tapewire-field",
    "aria-label": label,
    placeholder: label,
    autocomplete: "off",
    spellcheck: "false",
  });
}

/** @param {string} label @param {string} title */
export function toggle(label, title) {
  const made = element("button", { type: "button", class: "tapewire-button", "aria-pressed": "false", title, "aria-label": title }, label);
  made.addEventListener("click", () => made.setAttribute("aria-pressed", String(made.getAttribute("aria-pressed") !== "true")));
  return made;
}

/** @param {string} label @param {string} title @param {() => void} run */
export function plain(label, title, run) {
  const made = element("button", { type: "button", class: "tapewire-button", title }, label);
  if (label.length === 1) made.setAttribute("aria-label", title);
  made.addEventListener("click", run);
  return made;
}
