// The address from which a page loads all elements.

export { TapewireActivity } from "./elements/activity.js";
export { TapewireChannels } from "./elements/channel-list.js";
export { TapewireFiles } from "./elements/files.js";
export { TapewireInvite } from "./elements/invite.js";
export { TapewireNotifications } from "./elements/notifications.js";
export { TapewireRuns } from "./elements/runs.js";
export { TapewireStatus } from "./elements/status.js";
export { TapewireTasks } from "./elements/tasks.js";
export { TapewireTerminal } from "./elements/terminal.js";
