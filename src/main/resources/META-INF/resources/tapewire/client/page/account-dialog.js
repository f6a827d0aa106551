// The dialog of who is signed in, which lets them sign out.

import { applicationRoot } from "../connection/address.js";
import { element } from "../elements/element.js";
import { openDialog } from "./dialogs.js";

/** @param {string} name @param {boolean} canSignOut @param {(words: string) => void} complain */
export function openAccount(name, canSignOut, complain) {
  const leave = element("button", { type: "button", class: "tapewire-button tapewire-button-main", id: "tapewire-sign-out" }, "Sign out");
  leave.addEventListener("click", async () => {
    leave.disabled = true;
    if (await signOut()) return;
    dialog.close();
    complain("The server could not sign you out");
  });
  const rest = canSignOut ? leave : element("p", { class: "tapewire-quiet" }, "Sign out where you have signed in.");
  const dialog = openDialog("Account", element("p", {}, "Signed in as ", element("strong", {}, name)), rest);
}

/** Leaves the page if that has worked. @returns {Promise<boolean>} */
async function signOut() {
  try {
    const answer = await fetch(new URL("tapewire/sign-out", applicationRoot()), { method: "POST" });
    if (!answer.ok) return false;
    const { next } = await answer.json();
    location.assign(next);
    return true;
  } catch (error) {
    console.warn("tapewire:", error);
    return false;
  }
}
