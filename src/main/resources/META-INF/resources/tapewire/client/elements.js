// The address from which a page loads all elements.

export { TapewireChannels } from "./elements/channel-list.js";
export { TapewireInvite } from "./elements/invite.js";
export { TapewireStatus } from "./elements/status.js";
export { TapewireTerminal } from "./elements/terminal.js";
