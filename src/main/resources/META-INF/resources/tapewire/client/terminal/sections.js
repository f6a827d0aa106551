// The sections of what a program prints, as it marks them for GitHub, GitLab, Buildkite, or a terminal (OSC 133).

import { oneLine } from "./readable.js";

/**
 * @typedef {object} Section
 * @property {string} title may be published by anyone
 * @property {number} offset of the record in which its first line begins
 * @property {number} line which line of that record it is
 * @property {number} depth in how many others it is
 * @property {number} started milliseconds since 1970, by the server's clock
 * @property {number} [ended] absent where no mark says that it has ended
 * @property {number} [exit] of a command
 *
 * @typedef {Section & { name: string }} Open `name`: what ends it
 */

export class Sections {
  /** @type {Section[]} */
  list = [];
  /** Those that have not ended, outermost first. @type {Open[]} */
  #open = [];
  /** The line that is being printed, and where it begins. @type {{ raw: string, offset: number, line: number, time: number } | undefined} */
  #line;
  /** Whether the line before began with `---`: a `+++` after it belongs to a comparison of two files, and marks no section. */
  #afterDashes = false;
  #isFull = false;

  /** Whether there are more sections than are kept. */
  get isFull() {
    return this.#isFull;
  }

  /** @param {Pick<import("../connection/protocol.js").ChannelMessage, "type" | "data" | "offset" | "timestamp">} record the next one, not merged */
  read({ type, data, offset, timestamp }) {
    if (type !== "terminal_output") return;
    const time = Date.parse(timestamp ?? "");
    // Where the line before goes on, the record's first line is the one after it.
    const skipped = this.#line ? 1 : 0;
    for (const [i, part] of data.output.split("\n").entries()) {
      if (i > 0) this.#endLine(time);
      if (part === "") continue;
      this.#line ??= { raw: "", offset, line: i - skipped, time };
      if (this.#line.raw.length < MOST_CHARACTERS) this.#line.raw += part;
    }
  }

  /** Nothing more is known, so what has been printed of the last line counts. */
  finish() {
    this.#endLine(NaN);
  }

  /** @param {number} now */
  #endLine(now) {
    const line = this.#line;
    this.#line = undefined;
    if (!line) return;
    const afterDashes = this.#afterDashes;
    this.#afterDashes = false;
    for (const { groups = {} } of line.raw.matchAll(MARKS)) this.#mark(groups, line);
    const text = line.raw.replace(SEQUENCES, "").trimEnd();
    const group = /^(?:::group::|##\[group\])(.*)$/.exec(text);
    const phase = /^(---|~~~|\+\+\+) (\S.*)$/.exec(text);
    if (group) this.#begin("group", group[1], line, true);
    else if (/^(?:::endgroup::|##\[endgroup\])$/.test(text)) this.#end("group", now || line.time);
    else if (phase?.[1] === "+++" && afterDashes) this.#drop("phase");
    else if (phase) {
      this.#begin("phase", phase[2], line, true);
      this.#afterDashes = phase[1] === "---";
    }
  }

  /** @param {Record<string, string | undefined>} mark @param {{ raw: string, offset: number, line: number, time: number }} line */
  #mark({ edge, seconds, name = "", title, osc, exit }, line) {
    if (edge === "start") this.#begin(`gitlab ${name}`, title?.trim() || name, line, false);
    else if (edge === "end") this.#end(`gitlab ${name}`, Number(seconds) > 0 ? line.time : NaN);
    else if (osc === "B") this.#begin("command", commandOf(line.raw), line, true);
    else if (osc === "D") this.#end("command", line.time, exit === undefined ? undefined : Number(exit));
  }

  /** @param {string} name @param {string} title @param {{ offset: number, line: number, time: number }} line @param {boolean} endsOther whether one of this name ends where the next begins */
  #begin(name, title, { offset, line, time }, endsOther) {
    if (endsOther) this.#end(name, time);
    if (this.list.length >= MOST_SECTIONS || this.#open.length >= MOST_DEPTH) {
      this.#isFull = true;
      return;
    }
    const words = oneLine(title.replace(SEQUENCES, "")) || "(no title)";
    const section = { name, title: words, offset, line, depth: this.#open.length, started: time };
    this.#open.push(section);
    this.list.push(section);
  }

  /** Those within it end with it. @param {string} name @param {number} time @param {number} [exit] */
  #end(name, time, exit) {
    const at = this.#open.findLastIndex((section) => section.name === name);
    if (at < 0) return;
    for (const section of this.#open.splice(at)) section.ended = time;
    const ended = this.list.findLast((section) => /** @type {Open} */ (section).name === name);
    if (ended && exit !== undefined) ended.exit = exit;
  }

  /** @param {string} name */
  #drop(name) {
    const at = this.#open.findLastIndex((section) => section.name === name);
    if (at < 0) return;
    const [section] = this.#open.splice(at);
    this.list = this.list.filter((each) => each !== section);
  }
}

/** What stands between the marks "command begins" and "its output begins". @param {string} raw */
function commandOf(raw) {
  return /\x1b\]133;B[^\x07\x1b]*(?:\x07|\x1b\\)([^\x07]*?)(?:\x1b\]133;|$)/.exec(raw)?.[1] ?? "";
}

const MARKS =
  /section_(?<edge>start|end):(?<seconds>\d{1,12}):(?<name>[\w.-]{1,200})(?:\[[^\]\r]*\])?(?:\r(?:\x1b\[0?K)?(?<title>[^\r]*))?|\x1b\]133;(?<osc>[A-D])(?:;(?<exit>\d{1,3}))?[^\x07\x1b]*(?:\x07|\x1b\\)/g;
/** CSI, strings such as OSC, and the short ones. */
const SEQUENCES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])|\r/g;
/** Of a line; marks stand at its beginning. */
const MOST_CHARACTERS = 4_096;
const MOST_SECTIONS = 1_000;
const MOST_DEPTH = 50;
