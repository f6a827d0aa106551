// The tasks of a channel: the last status of each, running ones first.

/**
 * @typedef {object} Task
 * @property {string} id
 * @property {string} status as published
 * @property {string} title
 * @property {string} [detail]
 * @property {number} [progress] from 0 to 100
 * @property {number} offset
 * @property {number} since when it began, or was first heard of after it had ended, in milliseconds since 1970
 * @property {number} at when it changed last
 * @property {number} previousEnd the offset of the status with which it had ended before it began; 0 without one
 * @property {number} heardEnd the highest offset of an earlier status with which it ended
 * @property {"running" | "ok" | "bad" | "wait" | ""} kind
 */

export class TaskList {
  /** @type {Map<string, Task>} */
  #tasks = new Map();

  clear() {
    this.#tasks.clear();
  }

  /**
   * A status, in any order: the one with the highest offset holds.
   *
   * @param {Record<string, any>} data as published
   * @param {number} offset
   * @param {string | undefined} timestamp
   */
  status(data, offset, timestamp) {
    const id = String(data.taskId);
    const known = this.#tasks.get(id);
    const at = Date.parse(timestamp ?? "");
    const status = String(data.status);
    const kind = kindOf(status);
    if (known && known.offset >= offset) return earlier(known, { kind, offset, at });
    const published = Date.parse(text(data.started) ?? text(data.startedAt) ?? "");
    const goesOn = known && !(hasEnded(known.kind) && !hasEnded(kind));
    this.#tasks.set(id, {
      id,
      status,
      title: text(data.title) ?? text(data.name) ?? id,
      detail: text(data.message) ?? text(data.detail),
      progress: percent(data.progress),
      offset,
      since: Number.isNaN(published) ? (goesOn ? known.since : at) : published,
      at,
      previousEnd: goesOn ? known.previousEnd : (known?.offset ?? 0),
      heardEnd: 0,
      kind,
    });
    this.#trim();
  }

  /** @returns {Task[]} running ones first, then those that changed last */
  get all() {
    return [...this.#tasks.values()].sort((a, b) => Number(b.kind === "running") - Number(a.kind === "running") || b.offset - a.offset);
  }

  get running() {
    return [...this.#tasks.values()].filter(({ kind }) => kind === "running").length;
  }

  #trim() {
    if (this.#tasks.size <= MOST) return;
    const rank = (/** @type {Task} */ { kind, offset }) => (kind === "running" ? Number.MAX_SAFE_INTEGER / 2 : 0) + offset;
    const oldest = [...this.#tasks.values()].reduce((least, task) => (rank(task) < rank(least) ? task : least));
    this.#tasks.delete(oldest.id);
  }
}

/**
 * A status of before the known one tells when the task began. Earlier ones come in their order.
 *
 * @param {Task} known
 * @param {{ kind: Task["kind"], offset: number, at: number }} status
 */
function earlier(known, { kind, offset, at }) {
  if (offset === known.offset || offset <= known.previousEnd) return;
  if (!hasEnded(kind)) {
    const isAnew = known.heardEnd > known.previousEnd;
    if (isAnew) known.previousEnd = known.heardEnd;
    known.since = isAnew ? at : Math.min(known.since, at);
    return;
  }
  known.heardEnd = offset;
  if (hasEnded(known.kind)) return;
  known.previousEnd = offset;
  known.since = known.at;
}

/** @param {Task["kind"]} kind */
function hasEnded(kind) {
  return kind === "ok" || kind === "bad";
}

/** What a status means: statuses are free text, these are words in common use. @param {string} status @returns {Task["kind"]} */
export function kindOf(status) {
  const word = status
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
  return KINDS.find(([, words]) => words.includes(word))?.[0] ?? "";
}

/** @param {unknown} value */
function text(value) {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** @param {unknown} value */
function percent(value) {
  return typeof value === "number" && Number.isFinite(value) ? Math.min(100, Math.max(0, value)) : undefined;
}

/** @type {[Task["kind"], string[]][]} */
const KINDS = [
  ["running", ["running", "started", "in-progress", "active", "working", "processing", "executing"]],
  ["ok", ["completed", "complete", "finished", "done", "success", "successful", "succeeded", "passed", "ok"]],
  ["bad", ["failed", "failure", "error", "errored", "aborted", "cancelled", "canceled", "timeout", "timed-out", "interrupted", "lost"]],
  ["wait", ["pending", "queued", "waiting", "scheduled", "paused", "blocked", "warning"]],
];

const MOST = 1_000;
