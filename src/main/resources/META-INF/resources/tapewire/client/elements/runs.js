// `<tapewire-runs channel="build">`: the programs that have printed to a channel, newest first.

import { Cards } from "./cards.js";
import { ChannelPart } from "./channel-part.js";
import { Resource } from "./resource.js";
import { LogPages } from "../history/log-pages.js";
import { RunSections } from "./run-sections.js";
import { RunList, runKind, runState } from "./run-list.js";
import { runName } from "../terminal/run-words.js";
import { Ticker } from "./ticker.js";
import { spanWords } from "./words.js";

/**
 * Attributes as of every ChannelPart, and `foldable`: each run has a button, which fires `tapewire:foldrun` (detail: run, isFolded, offset). Fires `tapewire:place` (detail: offset and line) when a run is chosen, and `tapewire:run` when one begins or
 * ends (detail: `shown`, the latest that is running, or else the latest; its `duration()`; `ended`, a run that has ended just now).
 */
export class TapewireRuns extends ChannelPart {
  #runs = new RunList();
  /** @type {Set<string>} */
  #folded = new Set();
  #resource = new Resource("runs", ({ runs }) => {
    this.#runs.listed(runs);
    this.#changed();
  });
  /** Of the runs that are listed. @type {Map<string, RunSections>} */
  #sections = new Map();
  /** @type {import("../library/client.js").WebSocketClient | undefined} */
  #asked;
  #ticker = new Ticker(() => this.#cards?.changed());
  /** @type {Cards | undefined} */
  #cards;

  build() {
    this.#cards = new Cards(
      this,
      "No program has been named yet. Name one: curl … /output?title=build",
      () => this.#runs.newestFirst.map((run) => this.#card(run)),
      (run) => this.#fold(run),
    );
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ticker.runs = false;
  }

  /** The run that goes on at a record. @param {number} offset */
  at(offset) {
    return this.#runs.at(offset);
  }

  /** The failed run whose end comes next after a record, or before it. @param {number} offset @param {1 | -1} step */
  failure(offset, step) {
    return this.#runs.failure(offset, step);
  }

  /** The names of the runs that are folded in the terminal. @param {string[]} runs */
  set folded(runs) {
    this.#folded = new Set(runs);
    this.#cards?.changed();
  }

  begin() {
    this.#runs.clear();
    this.#folded.clear();
    for (const sections of this.#sections.values()) sections.dispose();
    this.#sections.clear();
    this.#changed();
  }

  /** @type {ChannelPart["missed"]} */
  missed(client) {
    this.#asked = client;
    void this.#resource.ask(client, this.channel);
  }

  /** @type {ChannelPart["record"]} */
  record(message, isNews) {
    const run = this.#runs.record(message);
    if (run) this.#changed(isNews && run.outcome !== undefined ? run : undefined);
  }

  /** @param {import("./run-list.js").ListedRun} [ended] */
  #changed(ended) {
    const runs = this.#runs.newestFirst;
    const running = runs.find(({ outcome }) => outcome === undefined);
    this.#ticker.runs = running !== undefined;
    this.#cards?.changed();
    const shown = running ?? runs.at(0);
    const detail = { shown, ended, duration: () => (shown ? this.#span(shown) : "") };
    this.dispatchEvent(new CustomEvent("tapewire:run", { bubbles: true, detail }));
  }

  /** @param {string} name */
  #fold(name) {
    const run = this.#runs.newestFirst.find((each) => each.run === name);
    if (!run) return;
    const isFolded = !this.#folded.delete(name);
    if (isFolded) this.#folded.add(name);
    this.#cards?.changed();
    this.dispatchEvent(new CustomEvent("tapewire:foldrun", { bubbles: true, detail: { run: name, isFolded, offset: run.first } }));
  }

  /** @param {import("./run-list.js").ListedRun} run @returns {import("./cards.js").Card} */
  #card(run) {
    const state = runState(run);
    const fact = [state === "running" || state === "finished" ? "" : state, this.#span(run)].filter(Boolean).join(" · ");
    const toggle = this.hasAttribute("foldable") ? { label: "Fold", isOn: this.#folded.has(run.run) } : undefined;
    return { key: run.run, kind: runKind(run), state, title: runName(run), fact, offset: run.first, toggle, more: this.#moreOf(run) };
  }

  /** @param {import("./run-list.js").ListedRun} run */
  #moreOf({ run, first, last }) {
    // Where it begins is not known, so nothing can be read.
    if (first === undefined) return undefined;
    const extent = { first, last, printed: this.printed };
    const pages = () => this.#asked && new LogPages(this.#asked.get, this.channel);
    const sections = this.#sections.get(run) ?? new RunSections(extent, pages);
    this.#sections.set(run, sections);
    sections.extent = extent;
    return sections.element;
  }

  /** @param {import("./run-list.js").ListedRun} run */
  #span({ started, ended }) {
    // What goes on counts whole seconds; of what has ended the terminal says the nearest one, too.
    return spanWords(ended === undefined ? this.now() - started : Math.round((ended - started) / 1000) * 1000);
  }
}

customElements.define("tapewire-runs", TapewireRuns);
