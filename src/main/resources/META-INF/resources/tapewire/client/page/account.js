// Shows who is signed in.

import { applicationRoot } from "../connection/address.js";
import { element } from "../elements/element.js";

/**
 * @param {HTMLButtonElement} button of the header, which opens the rest
 * @param {(name: string, canSignOut: boolean) => void} open
 */
export async function showAccount(button, open) {
  const answer = await fetch(new URL("tapewire/me", applicationRoot()));
  if (!answer.ok) return;
  const { displayName, canSignOut } = await answer.json();
  // A token need not name anybody.
  if (!displayName) return;
  button.append(element("span", { class: "tapewire-account tapewire-wide" }, displayName));
  button.setAttribute("aria-label", `Signed in as ${displayName}`);
  button.title = `Signed in as ${displayName}`;
  button.hidden = false;
  button.addEventListener("click", () => open(displayName, canSignOut));
}
