// What a terminal shows of its channel: hands what is delivered to the transcript, and tells the host what has come of it.

import { Folds } from "./folds.js";

/**
 * @typedef {object} Host
 * @property {(message: import("../connection/protocol.js").ChannelMessage) => void} message a record that is no output
 * @property {(offset: number | undefined) => void} offset this record is on the screen now; undefined when none is
 * @property {(empty: boolean) => void} empty whether there is anything to see
 * @property {(gap: import("../connection/protocol.js").Gap) => void} gap these records will not come
 * @property {(subscribed: import("../connection/protocol.js").Subscribed, how: "first" | "again" | "another") => void} subscribed delivery
 *   begins: for the first time, after an interruption, or with another log
 * @property {() => void} reset what was shown is gone
 * @property {() => void} awaitFirst whether there is anything to see will show in a moment
 * @property {(message: import("../connection/protocol.js").ChannelMessage) => (() => void) | undefined} outputOf output comes next; what is
 *   returned is called when the terminal stands where it begins
 * @property {(offset: number, time?: number) => void} begins the terminal stands where this record begins; `time`, in milliseconds since 1970,
 *   unless it came together with others, which are of other times
 */

/**
 * @typedef {object} Mark
 * @property {number} offset of the record in which the line begins
 * @property {number} skip how many characters of this record are before the line
 * @property {() => void} reached called when the terminal's cursor stands where the line begins
 */

/**
 * @typedef {import("../channel/subscription.js").View} View
 *
 * @implements {View}
 */
export class ChannelView {
  #transcript;
  #beginning;
  #host;
  /** Whether anything of this log has been delivered. */
  #begun = false;
  /** The log that is shown at present; another one after every reset. */
  #log = {};
  /** @type {Mark | undefined} */
  #mark;
  #mostUntold;
  /** Characters of output since the host was told of a record. */
  #untold = Infinity;
  /** The time of the record that the host was told of; NaN if several came together. */
  #toldTime = NaN;

  /**
   * @param {import("./transcript.js").Transcript} transcript
   * @param {{ forgotten: number }} beginning records that are missing before the first that is shown
   * @param {Host} host
   * @param {object} [options]
   * @param {Folds} [options.folds]
   * @param {number} [options.mostUntold] after so many characters of output the host is told where a record begins; 0: of each record
   */
  constructor(transcript, beginning, host, { folds = new Folds(), mostUntold = TELL_CHARACTERS } = {}) {
    this.#transcript = transcript;
    this.#beginning = beginning;
    this.#host = host;
    this.folds = folds;
    this.#mostUntold = mostUntold;
  }

  /** The line to mark when its record is shown. @param {Mark} mark */
  set mark(mark) {
    this.#mark = mark;
  }

  /** @param {import("../connection/protocol.js").ChannelMessage} message @param {() => void} shown */
  show(message, shown) {
    const { type, data, first, offset } = message;
    this.#begun = true;
    const mark = this.#mark;
    const isMarked = mark !== undefined && first <= mark.offset && mark.offset <= offset;
    if (isMarked) this.#mark = undefined;
    const log = this.#log;
    const parsed = () => {
      if (log === this.#log) this.#host.offset(offset);
      shown();
    };
    const time = Date.parse(message.timestamp ?? "");
    const isLater = !(time - this.#toldTime < TELL_MILLIS);
    if (type !== "terminal_output" || this.#untold >= this.#mostUntold || isLater) this.#tell(first, first === offset ? time : undefined);
    if (first !== offset) this.#toldTime = NaN;
    if (type === "terminal_output") {
      this.#untold += data.output.length;
      if (data.output !== "") this.#host.empty(false);
      if (this.folds.hides(data.output)) {
        if (isMarked) this.#transcript.at(mark.reached);
        return this.#transcript.at(parsed);
      }
      const skip = isMarked ? mark.skip : 0;
      if (skip > 0) this.#transcript.output(data.output.slice(0, skip), data.type, () => {});
      if (isMarked) this.#transcript.at(mark.reached);
      const begins = this.#host.outputOf(message);
      if (begins) this.#transcript.at(begins);
      this.#transcript.output(data.output.slice(skip), data.type, parsed);
      return;
    }
    if (isMarked) this.#transcript.at(mark.reached);
    this.#host.message(message);
    const folded = type === "run_ended" ? this.folds.ends(data.run) : undefined;
    if (folded !== undefined) this.#transcript.note(`${folded.toLocaleString("en")} ${folded === 1 ? "line" : "lines"} folded`, "quiet");
    if (type === "run_started") this.folds.begins(data.run);
    // Other records wait for the output before them: an acknowledgement covers everything before its offset.
    if (!this.#transcript.record(message, parsed)) return;
    this.#host.empty(false);
  }

  /** @param {number} first @param {number} [time] */
  #tell(first, time) {
    this.#untold = 0;
    this.#toldTime = time ?? NaN;
    const log = this.#log;
    this.#transcript.at(() => log === this.#log && this.#host.begins(first, time));
  }

  /** @param {import("../connection/protocol.js").Gap} gap */
  gap(gap) {
    this.#host.gap(gap);
    // What is missing before the first record is told above the terminal.
    const atBeginning = !this.#begun && gap.reason !== "restart";
    if (atBeginning) this.#beginning.forgotten = gap.to;
    else this.#host.empty(false);
    this.#transcript.gap(gap, !atBeginning);
  }

  reset() {
    this.#begun = false;
    this.#mark = undefined;
    this.#log = {};
    this.#untold = Infinity;
    this.folds.restart();
    this.#beginning.forgotten = 0;
    this.#host.offset(undefined);
    this.#transcript.clear();
    this.#host.reset();
  }

  /** @param {import("../connection/protocol.js").Subscribed} subscribed */
  newLog(subscribed) {
    // Of a log that was empty nobody misses anything: a server forgets it when its last viewer has left.
    if (!this.#begun) {
      this.reset();
      this.subscribed(subscribed, true);
      return;
    }
    const { data, offset } = subscribed;
    this.#host.subscribed(subscribed, "another");
    this.#host.empty(false);
    this.#transcript.newLog(data, offset);
  }

  /** @param {import("../connection/protocol.js").Subscribed} subscribed @param {boolean} first */
  subscribed(subscribed, first) {
    const { data, offset } = subscribed;
    this.#host.subscribed(subscribed, first ? "first" : "again");
    if (first) {
      this.#beginning.forgotten = offset;
      this.#transcript.begin(data);
    }
    this.#host.awaitFirst();
  }

  /** @param {import("../connection/protocol.js").Refusal} refusal */
  refused({ message }) {
    this.#host.empty(false);
    this.#transcript.note(message, "warning");
  }
}

/** Each time costs a pause between two writes. */
const TELL_CHARACTERS = 4 * 1024;
/** Lines are said to be as old as the record that the host was told of. */
const TELL_MILLIS = 1_000;
