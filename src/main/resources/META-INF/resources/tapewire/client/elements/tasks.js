// `<tapewire-tasks channel="build">`: the state of each task, running ones first, also for those who come late.

import { Cards } from "./cards.js";
import { ChannelPart } from "./channel-part.js";
import { oneLine } from "../terminal/readable.js";
import { Resource } from "./resource.js";
import { TaskList } from "./task-list.js";
import { Ticker } from "./ticker.js";
import { spanWords } from "./words.js";

/**
 * Attributes as of every ChannelPart. Shows of a published status: `title` or `name`, `message`, `progress` (0 to 100), `started` (RFC 3339).
 * Fires `tapewire:place` (detail: offset and line) when a task is chosen, and `tapewire:count` (detail: how many are running).
 */
export class TapewireTasks extends ChannelPart {
  #tasks = new TaskList();
  #resource = new Resource("tasks", ({ tasks }) => {
    for (const { offset, timestamp, ...data } of tasks) this.#tasks.status(data, offset, timestamp);
    this.#changed();
  });
  #ticker = new Ticker(() => this.#cards?.changed());
  /** @type {Cards | undefined} */
  #cards;
  #running = 0;

  build() {
    this.#cards = new Cards(this, "No task has been reported in this channel", () => this.#tasks.all.map((task) => this.#card(task)));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ticker.runs = false;
  }

  begin() {
    this.#tasks.clear();
    this.#changed();
  }

  /** @type {ChannelPart["missed"]} */
  missed(client) {
    void this.#resource.ask(client, this.channel);
  }

  /** @type {ChannelPart["record"]} */
  record({ type, data, offset, timestamp }) {
    if (type !== "task_status") return;
    this.#tasks.status(data, offset, timestamp);
    this.#changed();
  }

  #changed() {
    const { running } = this.#tasks;
    this.#ticker.runs = running > 0;
    this.#cards?.changed();
    if (running === this.#running) return;
    this.#running = running;
    this.dispatchEvent(new CustomEvent("tapewire:count", { bubbles: true, detail: running }));
  }

  /** @param {import("./task-list.js").Task} task @returns {import("./cards.js").Card} */
  #card({ id, status, title, detail, progress, offset, since, at, kind }) {
    const span = spanWords((kind === "running" ? this.now() : at) - since);
    const fact = [oneLine(status, MOST_STATUS), span].filter(Boolean).join(" · ");
    return { key: id, kind, state: "", title, fact, detail, progress: kind === "running" ? progress : undefined, offset };
  }
}

const MOST_STATUS = 30;

customElements.define("tapewire-tasks", TapewireTasks);
