// The page's dialogs: settings, keys, and the screen as plain text.

import { element } from "../elements/element.js";

/**
 * A dialog that is made anew each time, and leaves nothing behind.
 *
 * @param {string} title
 * @param {...Node} contents
 */
export function openDialog(title, ...contents) {
  const close = element("button", { type: "button", class: "tapewire-button tapewire-button-framed" }, "Close");
  const heading = element("h2", { id: "tapewire-dialog-title" }, title);
  const foot = element("p", { class: "tapewire-dialog-foot" }, close);
  const dialog = element("dialog", { class: "tapewire-dialog", "aria-labelledby": heading.id }, heading, ...contents, foot);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** @param {import("./actions.js").Action[]} actions @param {boolean} letters whether single letters work */
export function openKeys(actions, letters) {
  const list = element("dl", { class: "tapewire-keys" });
  const others = TERMINAL_KEYS.map(([label, keys]) => ({ label, keys }));
  const own = actions
    .map(({ label, key, chord }) => ({
      label: label.replace(" …", ""),
      keys: [chord, letters ? key : undefined].filter((each) => each !== undefined),
    }))
    .filter(({ keys }) => keys.length > 0);
  for (const { label, keys } of [...own, ...others]) {
    list.append(
      element("dt", {}, label),
      element("dd", {}, ...keys.flatMap((key) => [element("kbd", { class: "tapewire-key" }, key), " "])),
    );
  }
  const note = element(
    "p",
    { class: "tapewire-quiet" },
    letters ? "Single letters can be switched off in the settings." : "Single letters are switched off in the settings.",
  );
  openDialog("Keys", list, note);
}

/** @param {string} text */
export function openPlain(text) {
  const pre = element("pre", { class: "tapewire-plain", tabindex: "0" }, text || "Nothing on the screen");
  openDialog("Screen as plain text", pre);
  pre.focus();
}

/** @type {[string, string[]][]} */
const TERMINAL_KEYS = [
  ["Scroll the terminal", ["↑", "↓", "Page Up", "Page Down"]],
  ["First line, last line", ["Home", "End"]],
  ["Leave the terminal", ["Tab"]],
];
