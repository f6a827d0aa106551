// The runs of a channel, newest first: as the server lists them, and as records tell of them.

import { outcomeWords } from "../terminal/run-words.js";

/**
 * @typedef {object} ListedRun
 * @property {string} run
 * @property {string} [title]
 * @property {number} started milliseconds since 1970, NaN when it is not known
 * @property {number} [ended]
 * @property {string} [outcome] absent while it goes on
 * @property {number} [exit]
 * @property {number} [first] the offset of its first record
 * @property {number} [last] the offset of its last record, once it has ended
 */

export class RunList {
  /** @type {Map<string, ListedRun>} */
  #runs = new Map();

  clear() {
    this.#runs.clear();
  }

  /** What the server says of runs, older than what records have told meanwhile. @param {any[]} runs newest first */
  listed(runs) {
    const told = [...this.#runs.values()];
    this.#runs.clear();
    for (const { run, title, started, ended, outcome, exit, first, last } of [...runs].reverse()) {
      const end = ended ? { ended: Date.parse(ended), outcome, exit, last } : {};
      this.#runs.set(run, { run, started: NaN, ...known({ title, started: Date.parse(started), first, ...end }) });
    }
    for (const run of told) {
      const server = this.#runs.get(run.run);
      const { ended, outcome, exit } = server ?? {};
      this.#runs.set(run.run, { ...run, ...server, ...known(run), ...known({ ended, outcome, exit }) });
    }
    this.#trim();
  }

  /** @param {import("../connection/protocol.js").ChannelMessage} message @returns {ListedRun | undefined} the run that it has changed */
  record({ type, data, timestamp, offset }) {
    const at = Date.parse(timestamp ?? "");
    if (type === "run_started") {
      return this.#set({ run: data.run, started: at, ...known({ title: data.title, first: offset }) });
    }
    if (type !== "run_ended" || data.run === undefined) return undefined;
    const run = this.#runs.get(data.run) ?? { run: data.run, started: NaN };
    return this.#set({ ...run, ...known({ ended: at, outcome: data.outcome, exit: data.exit, last: offset }) });
  }

  /** @param {ListedRun} run */
  #set(run) {
    this.#runs.set(run.run, run);
    this.#trim();
    return run;
  }

  /** @returns {ListedRun[]} newest first */
  get newestFirst() {
    return [...this.#runs.values()].reverse();
  }

  /** The run that has begun last before a record, and had not ended there. @param {number} offset @returns {ListedRun | undefined} */
  at(offset) {
    const runs = [...this.#runs.values()].filter(
      ({ first, last }) => first !== undefined && first <= offset && offset <= (last ?? Infinity),
    );
    return runs.sort((a, b) => (b.first ?? 0) - (a.first ?? 0)).at(0);
  }

  /**
   * The failed run whose end comes next after a record, or before it.
   *
   * @param {number} offset
   * @param {1 | -1} step
   * @returns {(ListedRun & { last: number }) | undefined}
   */
  failure(offset, step) {
    const failures = [...this.#runs.values()].flatMap((run) =>
      runKind(run) === "bad" && run.last !== undefined ? [{ ...run, last: run.last }] : [],
    );
    failures.sort((a, b) => a.last - b.last);
    return step > 0 ? failures.find(({ last }) => last > offset) : failures.findLast(({ last }) => last < offset);
  }

  #trim() {
    for (const [oldest] of this.#runs) {
      if (this.#runs.size <= MOST) return;
      this.#runs.delete(oldest);
    }
  }
}

/** Without what is not known, so that it replaces nothing that is. @param {object} run @returns {object} */
function known(run) {
  return Object.fromEntries(Object.entries(run).filter(([, value]) => value !== undefined && value !== null && !Number.isNaN(value)));
}

/** @typedef {{ outcome?: string | null, exit?: number | null }} End of a run, as it is kept here or as the server tells it */

/** Neither good nor bad if a program has finished and its exit status is not known, as behind a pipe. @param {End} run */
export function runKind({ outcome, exit }) {
  if (!outcome) return "running";
  if (outcome !== "finished") return "bad";
  if (exit === undefined || exit === null) return "";
  return exit === 0 ? "ok" : "bad";
}

/** @param {End} run */
export function runState({ outcome, exit }) {
  return outcome ? outcomeWords(outcome, exit) : "running";
}

const MOST = 1_000;
