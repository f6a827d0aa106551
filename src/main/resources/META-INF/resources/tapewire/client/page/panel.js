// The panel beside the terminals, about the channel of the current one: runs, tasks, activity, notifications and files, one tab each.

import { on } from "../elements/fire.js";
import { part } from "./part.js";
import { Tabs } from "./tabs.js";
import "../elements/activity.js";
import "../elements/files.js";
import "../elements/notifications.js";
import "../elements/runs.js";
import "../elements/tasks.js";

/**
 * @typedef {object} Calls
 * @property {(run: any) => void} ran a run has begun or ended, or those of another channel are shown
 * @property {(place: import("../terminal/line-places.js").Place) => void} chosen the viewer wants to see this line
 * @property {(place: import("../terminal/line-places.js").Place) => void} folded a run that begins there was folded or unfolded
 * @property {(notify: boolean) => void} notify whether the browser is to show notifications
 */

export class Panel {
  runs = /** @type {import("../elements/runs.js").TapewireRuns} */ (part("tapewire-runs"));
  #notifications = /** @type {import("../elements/notifications.js").TapewireNotifications} */ (part("tapewire-notifications"));

  /** @param {import("./current.js").Current} current @param {Calls} calls */
  constructor(current, { ran, chosen, folded, notify }) {
    const { runs } = this;
    const notifications = this.#notifications;
    const tasks = part("tapewire-tasks");
    const files = part("tapewire-files");
    const parts = [runs, tasks, part("tapewire-activity"), notifications, files];
    const tabs = new Tabs(part(".tapewire-tabs"), parts);
    on(runs, "run", ran);
    current.follow((terminal) => {
      for (const each of parts) each.setAttribute("for", terminal.id);
      runs.folded = terminal.folded;
      terminal.runStart = (offset) => (terminal === current.terminal ? runs.at(offset)?.started : undefined);
    });
    on(part("#tapewire-panel"), "place", ({ offset, line }) => chosen({ offset, line, epoch: current.terminal.epoch }));
    on(runs, "foldrun", ({ run, isFolded, offset }) => {
      current.terminal.fold(run, isFolded);
      if (offset !== undefined) folded({ offset, line: 0, epoch: current.terminal.epoch });
    });
    on(tasks, "count", (running) => tabs.count(tasks, running));
    on(files, "count", (count) => tabs.count(files, count));
    on(notifications, "unread", (unread) => tabs.count(notifications, unread));
    on(notifications, "notify", notify);
  }

  /** @param {boolean} notifies */
  set notifies(notifies) {
    this.#notifications.notifies = notifies;
  }
}
