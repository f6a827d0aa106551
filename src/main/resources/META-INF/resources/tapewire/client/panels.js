// The address from which a page loads `<tapewire-runs>`, `<tapewire-tasks>`, `<tapewire-activity>` and `<tapewire-notifications>`.

export { TapewireActivity } from "./elements/activity.js";
export { TapewireNotifications } from "./elements/notifications.js";
export { TapewireRuns } from "./elements/runs.js";
export { TapewireTasks } from "./elements/tasks.js";
