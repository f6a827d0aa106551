// The page's script: keeps address, heading, channels, terminal and panel on the same channel.

import { actionsOf } from "./actions.js";
import { Announcer } from "./announcer.js";
import { BrowserTab } from "./browser-tab.js";
import { button, part } from "./part.js";
import { channelOf, pageFor } from "../connection/address.js";
import { Drawer } from "./drawer.js";
import { Exporting } from "./exporting.js";
import { Heading } from "./heading.js";
import { Keys } from "./keys.js";
import { openKeys, openPlain } from "./dialogs.js";
import { openSettings } from "./settings-dialog.js";
import { runKind, runState } from "../elements/run-list.js";
import { browserStorage, Settings } from "./settings.js";
import { StatusLine } from "./status-line.js";
import { Tabs } from "./tabs.js";
import { Toolbar } from "./toolbar.js";
import "../elements/activity.js";
import "../elements/channel-list.js";
import "../elements/notifications.js";
import "../elements/runs.js";
import "../elements/tasks.js";
import "../elements/terminal.js";

/** The server's own log, so that whoever comes without a channel sees something live. */
const FIRST_CHANNEL = "server";

const terminal = /** @type {import("../elements/terminal.js").TapewireTerminal} */ (part("tapewire-terminal"));
const channels = part("tapewire-channels");
const notifications = /** @type {import("../elements/notifications.js").TapewireNotifications} */ (part("tapewire-notifications"));
const tasks = part("tapewire-tasks");
const status = /** @type {import("../elements/status.js").TapewireStatus} */ (part(".tapewire-header tapewire-status"));

const settings = new Settings(browserStorage());
const announcer = new Announcer(part("#tapewire-says"));
const heading = new Heading(part(".tapewire-header h1"), part(".tapewire-run"));
const tab = new BrowserTab(/** @type {HTMLLinkElement} */ (part("link[rel=icon]")));
const exporting = new Exporting(terminal);
const say = (/** @type {string} */ words) => announcer.say(words);
const open = {
  settings: () => openSettings(settings),
  keys: () => openKeys(actions, settings.values.letters),
  plain: () => openPlain(terminal.visibleText()),
  palette: () => {},
  find: () => {},
};
const actions = actionsOf({ terminal, settings, exporting, open, say });
const toolbar = new Toolbar(part(".tapewire-bar"), actions, terminal, exporting);
const statusLine = new StatusLine(part(".tapewire-footer"), terminal);
const tabs = new Tabs(part(".tapewire-tabs"), [part("tapewire-runs"), tasks, part("tapewire-activity"), notifications]);
const channelDrawer = new Drawer(part("#tapewire-channels"), button("[aria-controls=tapewire-channels]"), "(max-width: 48rem)");
new Drawer(part("#tapewire-panel"), button("[aria-controls=tapewire-panel]"), "(max-width: 64rem)");
new Keys(actions, () => settings.values.letters);

function show() {
  const channel = channelOf(location.href) ?? FIRST_CHANNEL;
  if (terminal.getAttribute("channel") !== channel) terminal.channel = channel;
  channels.setAttribute("current", channel);
  heading.channel = channel;
  tab.channel = channel;
}

/** @param {HTMLElement} target @param {string} type @param {(detail: any) => void} call */
function on(target, type, call) {
  target.addEventListener(`tapewire:${type}`, (event) => call(/** @type {CustomEvent} */ (event).detail));
}

settings.follow(({ theme, scrollback, wrap, notify }) => {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  terminal.setAttribute("scrollback", String(scrollback));
  terminal.toggleAttribute("nowrap", !wrap);
  toolbar.wraps = wrap;
  notifications.notifies = notify;
});
addEventListener("storage", (event) => settings.stored(event));
for (const name of ["settings", "keys"]) {
  button(`.tapewire-header [data-action=${name}]`).addEventListener("click", () => actions.find((action) => action.name === name)?.run());
}

on(channels, "choose", (channel) => {
  if (channel !== terminal.channel) history.pushState(null, "", pageFor(location.href, channel));
  channelDrawer.close();
  show();
});
on(channels, "listed", (listed) => {
  statusLine.channel = listed.find((/** @type {{ name: string }} */ { name }) => name === terminal.channel);
});
on(terminal, "shown", () => tab.output());
on(terminal, "state", (state) => {
  const wasOpen = status.state.name === "open";
  status.state = state;
  status.retry = () => terminal.retryNow();
  tab.connected = state.name === "open" || state.name === "connecting";
  if (wasOpen && state.name === "reconnecting") say("Connection lost");
});
on(part("tapewire-runs"), "run", (run) => {
  heading.run = run;
  tab.run = run.shown ? runKind(run.shown) : "";
  if (run.ended) say(`${run.ended.title ?? run.ended.run}: ${runState(run.ended)}`);
});
on(tasks, "count", (running) => tabs.count(tasks, running));
on(notifications, "unread", (unread) => tabs.count(notifications, unread));
on(notifications, "notify", (notify) => settings.set({ notify }));
addEventListener("popstate", show);
show();
