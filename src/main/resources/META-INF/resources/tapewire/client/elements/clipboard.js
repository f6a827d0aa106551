// Copies text, also where the browser gives a page no clipboard: on plain http anywhere but on localhost.

import { element } from "./element.js";

/** @param {string} text @returns {Promise<boolean>} whether the clipboard has it now */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (denied) {
    console.info("tapewire: the clipboard is not available, a field is used instead:", denied);
    return copyFromField(text);
  }
}

/** The older way; browsers on plain http know no other. @param {string} text */
function copyFromField(text) {
  const focused = document.activeElement;
  const field = element("textarea", { class: "tapewire-unseen", "aria-hidden": "true", readonly: true });
  field.value = text;
  // In a modal dialog only what is in it can be selected.
  (document.querySelector("dialog:modal") ?? document.body).append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return isCopied;
}
