// The page's script: puts its parts together.

import { showAccount } from "./account.js";
import { actionsOf } from "./actions.js";
import { Announcer } from "./announcer.js";
import { BrowserTab } from "./browser-tab.js";
import { button, part } from "./part.js";
import { Current } from "./current.js";
import { Drawer } from "./drawer.js";
import { FilterBar } from "./filter-bar.js";
import { FindBar } from "./find-bar.js";
import { Exporting } from "./exporting.js";
import { ExtraParts } from "./extra-parts.js";
import { Heading } from "./heading.js";
import { Keys } from "./keys.js";
import { linkSelected } from "./line-link.js";
import { Navigation } from "./navigation.js";
import { on } from "../elements/fire.js";
import { Panel } from "./panel.js";
import { runKind, runState } from "../elements/run-list.js";
import { runName } from "../terminal/run-words.js";
import { browserStorage, Settings } from "./settings.js";
import { Split } from "./split.js";
import { started } from "./start.js";
import { StatusLine } from "./status-line.js";
import { Toasts } from "../elements/toasts.js";
import { Toolbar } from "./toolbar.js";
import "../elements/channel-list.js";
import "../elements/terminal.js";

const place = part(".tapewire-split");
const channels = /** @type {import("../elements/channel-list.js").TapewireChannels} */ (part("tapewire-channels"));
const status = /** @type {import("../elements/status.js").TapewireStatus} */ (part(".tapewire-header tapewire-status"));

const current = new Current(place, /** @type {import("./current.js").Terminal} */ (part("tapewire-terminal")));
const settings = new Settings(browserStorage());
const announcer = new Announcer(part("#tapewire-says"));
const heading = new Heading(part(".tapewire-header h1"), part(".tapewire-run"));
const tab = new BrowserTab(/** @type {HTMLLinkElement} */ (part("link[rel=icon]")));
const toasts = new Toasts();
const say = (/** @type {string} */ words) => announcer.say(words);
const complain = (/** @type {string} */ words) => toasts.show({ title: words, message: "", priority: 1 });
/** @type {Split} */
const split = new Split(place, current, { changed: (layout, isNew) => navigation.change(layout, isNew), complain });
const navigation = new Navigation(split, current, { say, complain });
const panel = new Panel(current, {
  ran: showRun,
  chosen: (line) => goTo(current.terminal.channel, line),
  folded: (line) => void navigation.open(line),
  notify: (notify) => settings.set({ notify }),
});
const exporting = new Exporting(current, panel.runs);
const extras = new ExtraParts(complain);
const open = {
  settings: () => void extras.use(({ openSettings }) => openSettings(settings, part(".tapewire-footer").dataset.durability ?? "")),
  keys: () => void extras.use(({ openKeys }) => openKeys(actions, settings.values.letters)),
  plain: () => void extras.use(({ openPlain }) => openPlain(current.terminal.visibleText())),
  palette: () =>
    void extras.use(({ openPalette, channelChoices }) => openPalette([...channelChoices(channels.channels, goTo), ...commands()])),
  find: () => find.open(),
  filter: () => filter.open(),
  split: () =>
    void extras.use(({ openPalette, channelChoices }) => openPalette(channelChoices(channels.channels, (name) => split.add(name)))),
};
const actions = actionsOf({ current, settings, exporting, open, goToNext: () => split.next(), goToFailure, say, complain });
const toolbar = new Toolbar(part(".tapewire-bar"), actions, current, exporting);
const find = new FindBar(part(".tapewire-finding"), current, goTo);
const filter = new FilterBar(part(".tapewire-finding"), current, goTo);
const statusLine = new StatusLine(part(".tapewire-footer"), current);
const channelDrawer = new Drawer(part("#tapewire-channels"), button("[aria-controls=tapewire-channels]"), "(max-width: 48rem)");
const panelDrawer = new Drawer(part("#tapewire-panel"), button("[aria-controls=tapewire-panel]"), "(max-width: 64rem)");
new Keys(actions, () => settings.values.letters && !extras.isOpening);

/** @param {string} channel @param {import("../terminal/line-places.js").Place} [line] */
function goTo(channel, line) {
  channelDrawer.close();
  panelDrawer.close();
  navigation.goTo(channel, line);
}

/** To the end of a run that has failed, seen from where one looks. @param {1 | -1} step */
function goToFailure(step) {
  const { terminal } = current;
  const offset = terminal.following ? Infinity : (terminal.offsetInView ?? Infinity);
  const failure = panel.runs.failure(offset, step);
  if (failure) goTo(terminal.channel, { offset: failure.last, line: 0, epoch: terminal.epoch });
  else complain(step > 0 ? "No later run has failed" : "No earlier run has failed");
}

/** @returns {import("./palette.js").Choice[]} */
function commands() {
  return actions.map(({ label, key, chord, run }) => ({ label, kind: chord ?? key ?? "", run }));
}

function showChannel() {
  const { channel } = current.terminal;
  channels.setAttribute("current", channel);
  heading.channel = channel;
  tab.channel = channel;
  showViewers();
}

function showViewers() {
  statusLine.channel = channels.channels.find(({ name }) => name === current.terminal.channel);
}

/** @param {{ shown?: import("../elements/run-list.js").ListedRun, ended?: import("../elements/run-list.js").ListedRun, duration: () => string }} run */
function showRun(run) {
  heading.run = run;
  tab.run = run.shown ? runKind(run.shown) : "";
  if (run.ended) say(`${runName(run.ended)}: ${runState(run.ended)}`);
}

settings.follow(({ theme, scrollback, wrap, times, notify, sort, folded }) => {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  split.attributes = { scrollback: String(scrollback), nowrap: wrap ? undefined : "", times };
  toolbar.wraps = wrap;
  toolbar.times = times;
  panel.notifies = notify;
  channels.setAttribute("sort", sort);
  channels.folded = folded;
});
addEventListener("storage", (event) => settings.stored(event));
for (const name of ["settings", "keys", "palette"]) {
  button(`:is(.tapewire-header, .tapewire-channels) [data-action=${name}]`).addEventListener("click", () => {
    actions.find((action) => action.name === name)?.run();
  });
}

current.follow(showChannel);
current.on("begin", () => channels.getAttribute("current") === current.terminal.channel || showChannel());
current.on("progress", ({ percent }) => (tab.progress = percent));
current.on("reconnected", ({ words, isLoss }) => status.reconnected(words, isLoss));
on(place, "offset", () => tab.output());
on(place, "failed", ({ words }) => complain(words));
on(channels, "choose", (channel) => goTo(channel));
on(channels, "fold", (folded) => settings.set({ folded }));
on(channels, "list", showViewers);
on(status, "displayed", (name) => (tab.connected = name === "open" || name === "connecting"));
linkSelected(place, current, (line) => navigation.selected(line));
status.client = current.terminal.client;
navigation.show();
started();
showAccount(button("[data-action=account]"), (name, canSignOut) => {
  void extras.use(({ openAccount }) => openAccount(name, canSignOut, complain));
}).catch((error) => console.warn("tapewire:", error));
extras.loadSoon();
