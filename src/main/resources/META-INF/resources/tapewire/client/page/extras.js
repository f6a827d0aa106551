// What the page needs only when somebody asks for it: a file of its own, which the page loads a second later.

export { openAccount } from "./account-dialog.js";
export { openKeys, openPlain } from "./dialogs.js";
export { channelChoices, openPalette } from "./palette.js";
export { openSettings } from "./settings-dialog.js";
