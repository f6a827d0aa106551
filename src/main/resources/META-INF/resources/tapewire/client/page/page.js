// The page's script: keeps address, heading, channels, terminal and panel on the same channel.

import { showAccount } from "./account.js";
import { actionsOf } from "./actions.js";
import { addressOf, placeIn } from "./line-address.js";
import { Announcer } from "./announcer.js";
import { BrowserTab } from "./browser-tab.js";
import { button, part } from "./part.js";
import { channelOf } from "../elements/page-address.js";
import { Drawer } from "./drawer.js";
import { FilterBar } from "./filter-bar.js";
import { FindBar } from "./find-bar.js";
import { Exporting } from "./exporting.js";
import { Heading } from "./heading.js";
import { Keys } from "./keys.js";
import { linkSelected } from "./line-link.js";
import { openKeys, openPlain } from "./dialogs.js";
import { channelChoices, openPalette } from "./palette.js";
import { openSettings } from "./settings-dialog.js";
import { placeText } from "../terminal/line-places.js";
import { runKind, runState } from "../elements/run-list.js";
import { runName } from "../terminal/run-words.js";
import { browserStorage, Settings } from "./settings.js";
import { layoutIn, withLayout } from "./split-address.js";
import { Split } from "./split.js";
import { StatusLine } from "./status-line.js";
import { Tabs } from "./tabs.js";
import { Toasts } from "../elements/toasts.js";
import { Toolbar } from "./toolbar.js";
import "../elements/activity.js";
import "../elements/channel-list.js";
import "../elements/files.js";
import "../elements/notifications.js";
import "../elements/runs.js";
import "../elements/tasks.js";
import "../elements/terminal.js";

/** The server's own log, so that whoever comes without a channel sees something live. */
const FIRST_CHANNEL = "server";

const terminal = /** @type {import("../elements/terminal.js").TapewireTerminal} */ (part("tapewire-terminal"));
const channels = /** @type {import("../elements/channel-list.js").TapewireChannels} */ (part("tapewire-channels"));
const notifications = /** @type {import("../elements/notifications.js").TapewireNotifications} */ (part("tapewire-notifications"));
const runs = /** @type {import("../elements/runs.js").TapewireRuns} */ (part("tapewire-runs"));
const tasks = part("tapewire-tasks");
const files = part("tapewire-files");
const status = /** @type {import("../elements/status.js").TapewireStatus} */ (part(".tapewire-header tapewire-status"));

const settings = new Settings(browserStorage());
const announcer = new Announcer(part("#tapewire-says"));
const heading = new Heading(part(".tapewire-header h1"), part(".tapewire-run"));
const tab = new BrowserTab(/** @type {HTMLLinkElement} */ (part("link[rel=icon]")));
const exporting = new Exporting(terminal, runs);
const toasts = new Toasts();
const say = (/** @type {string} */ words) => announcer.say(words);
const complain = (/** @type {string} */ words) => toasts.show({ title: words, message: "", priority: 1 });
const open = {
  settings: () => openSettings(settings, part(".tapewire-footer").dataset.durability ?? ""),
  keys: () => openKeys(actions, settings.values.letters),
  plain: () => openPlain(terminal.visibleText()),
  palette: () => openPalette(choices()),
  find: () => find.open(),
  filter: () => filter.open(),
  split: () => openPalette(channelChoices(channels.channels, (name) => split.add(name))),
};
const actions = actionsOf({ terminal, settings, exporting, open, goToFailure, say, complain });
const toolbar = new Toolbar(part(".tapewire-bar"), actions, terminal, exporting);
const find = new FindBar(part(".tapewire-finding"), terminal, goTo);
const filter = new FilterBar(part(".tapewire-finding"), terminal, goTo);
const split = new Split(part(".tapewire-split"), { changed: changeLayout, complain });
const statusLine = new StatusLine(part(".tapewire-footer"), terminal);
const tabs = new Tabs(part(".tapewire-tabs"), [runs, tasks, part("tapewire-activity"), notifications, files]);
const channelDrawer = new Drawer(part("#tapewire-channels"), button("[aria-controls=tapewire-channels]"), "(max-width: 48rem)");
const panelDrawer = new Drawer(part("#tapewire-panel"), button("[aria-controls=tapewire-panel]"), "(max-width: 64rem)");
new Keys(actions, () => settings.values.letters);

/** What the address asks for, so that it is done only once. */
let shown = "";

function show() {
  const channel = channelOf(location.href) ?? FIRST_CHANNEL;
  const place = placeIn(location.href);
  if (terminal.getAttribute("channel") !== channel) terminal.channel = channel;
  else if (!place && shown.includes("@")) terminal.following = true;
  const wanted = wantedOf(channel, place);
  if (place && wanted !== shown) void openPlace(place);
  shown = wanted;
  split.show(layoutIn(location.href));
  channels.setAttribute("current", channel);
  heading.channel = channel;
  tab.channel = channel;
  showChannel();
}

/** @param {string} channel @param {import("../terminal/line-places.js").Place} [place] */
function wantedOf(channel, place) {
  return place ? `${channel}@${placeText(place)} ${place.epoch}` : channel;
}

function showChannel() {
  statusLine.channel = channels.channels.find(({ name }) => name === terminal.channel);
}

/** @param {import("../terminal/line-places.js").Place} place */
async function openPlace(place) {
  try {
    const isThere = await terminal.open(place);
    say(isThere ? `Line ${placeText(place)}` : `Line ${placeText(place)} is not there, or not any more`);
  } catch (error) {
    // Something else is shown by now.
    if (error instanceof DOMException && error.name === "AbortError") return;
    console.warn("tapewire:", error);
    complain("The server cannot be asked for this line");
  }
}

/** @param {string} channel @param {import("../terminal/line-places.js").Place} [place] */
function goTo(channel, place) {
  const url = addressOf(location.href, channel, place);
  if (url.href !== location.href) history.pushState(null, "", url);
  else shown = "";
  channelDrawer.close();
  panelDrawer.close();
  show();
}

/** @param {import("./split-address.js").Layout} layout @param {boolean} isNew of other channels, so that one can go back */
function changeLayout(layout, isNew) {
  const url = withLayout(location.href, layout);
  if (isNew) history.pushState(null, "", url);
  else history.replaceState(null, "", url);
  split.show(layout);
}

/** To the end of a run that has failed, seen from where one looks. @param {1 | -1} step */
function goToFailure(step) {
  const offset = terminal.following ? Infinity : (terminal.offsetInView ?? Infinity);
  const failure = runs.failure(offset, step);
  if (failure) goTo(terminal.channel, { offset: failure.last, line: 0, epoch: terminal.epoch });
  else complain(step > 0 ? "No later run has failed" : "No earlier run has failed");
}

/** @returns {import("./palette.js").Choice[]} */
function choices() {
  return [
    ...channelChoices(channels.channels, (name) => goTo(name)),
    ...actions.map(({ label, key, chord, run }) => ({ label, kind: chord ?? key ?? "", run })),
  ];
}

/** @param {HTMLElement} target @param {string} type @param {(detail: any) => void} call */
function on(target, type, call) {
  target.addEventListener(`tapewire:${type}`, (event) => call(/** @type {CustomEvent} */ (event).detail));
}

settings.follow(({ theme, scrollback, wrap, times, notify, sort, folded }) => {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  terminal.setAttribute("scrollback", String(scrollback));
  terminal.toggleAttribute("nowrap", !wrap);
  toolbar.wraps = wrap;
  terminal.setAttribute("times", times);
  split.attributes = { scrollback: String(scrollback), nowrap: wrap ? undefined : "", times };
  toolbar.times = times;
  notifications.notifies = notify;
  channels.setAttribute("sort", sort);
  channels.folded = folded;
});
addEventListener("storage", (event) => settings.stored(event));
for (const name of ["settings", "keys", "palette"]) {
  button(`:is(.tapewire-header, .tapewire-channels) [data-action=${name}]`).addEventListener("click", () => {
    actions.find((action) => action.name === name)?.run();
  });
}

terminal.runStart = (offset) => runs.at(offset)?.started;
on(channels, "choose", (channel) => goTo(channel));
on(part("#tapewire-panel"), "place", (place) => goTo(terminal.channel, { ...place, epoch: terminal.epoch }));
on(channels, "fold", (folded) => settings.set({ folded }));
on(channels, "list", showChannel);
on(terminal, "offset", () => tab.output());
on(terminal, "failed", ({ words }) => complain(words));
on(terminal, "progress", ({ percent }) => (tab.progress = percent));
status.client = terminal.client;
on(terminal, "reconnected", ({ words, isLoss }) => status.reconnected(words, isLoss));
on(status, "displayed", (name) => (tab.connected = name === "open" || name === "connecting"));
on(runs, "run", (run) => {
  heading.run = run;
  tab.run = run.shown ? runKind(run.shown) : "";
  if (run.ended) say(`${runName(run.ended)}: ${runState(run.ended)}`);
});
on(runs, "foldrun", ({ run, isFolded, offset }) => {
  terminal.fold(run, isFolded);
  if (offset !== undefined) void openPlace({ offset, line: 0, epoch: terminal.epoch });
});
on(tasks, "count", (running) => tabs.count(tasks, running));
on(files, "count", (count) => tabs.count(files, count));
on(notifications, "unread", (unread) => tabs.count(notifications, unread));
on(notifications, "notify", (notify) => settings.set({ notify }));
linkSelected(terminal, (place) => {
  history.replaceState(null, "", addressOf(location.href, terminal.channel, place));
  shown = wantedOf(terminal.channel, place);
  say("The address leads to the selected line");
});
addEventListener("popstate", show);
show();
showAccount(button("[data-action=account]"), complain).catch((error) => console.warn("tapewire:", error));
