// Writes what a channel delivers to the screen in stream order: output, and lines for runs, gaps and new logs.

import { forgottenWords, gapWords } from "./gap-words.js";
import { line } from "./line.js";
import { withoutC1 } from "./readable.js";
import { endWords, startWords } from "./run-words.js";
import { Runs } from "./runs.js";

/**
 * @typedef {{ cols: number, rows: number }} Size
 * @typedef {import("../connection/protocol.js").Delivery} Delivery
 * @typedef {import("../connection/protocol.js").ChannelMessage} ChannelMessage
 */

export class Transcript {
  #emulator;
  #writer;
  #resize;
  #runs = new Runs();
  /** The type of the output that was put last. @type {string | undefined} */
  #type;
  /** @type {Size | undefined} */
  #size;

  /**
   * @param {object} options
   * @param {import("./emulator.js").Emulator} options.emulator
   * @param {import("./writer.js").Writer} options.writer
   * @param {(size: Size | undefined) => void} options.resize gives the terminal a program's size, or the viewer's own again
   */
  constructor({ emulator, writer, resize }) {
    this.#emulator = emulator;
    this.#writer = writer;
    this.#resize = resize;
    emulator.onFault = () => this.#fault();
  }

  /** @param {string} text @param {string | undefined} type @param {() => void} parsed */
  output(text, type, parsed) {
    if (type !== this.#type) {
      this.#type = type;
      this.#do(() => (this.#emulator.type = type));
    }
    this.#writer.put(withoutC1(text), parsed);
  }

  /** A record that is no output. @param {ChannelMessage} message @param {() => void} parsed @returns {boolean} whether it shows */
  record(message, parsed) {
    const shows = this.#draw(message);
    this.#writer.put("", parsed);
    return shows;
  }

  /** Delivery begins on an empty screen. @param {Delivery} delivery */
  begin(delivery) {
    this.#runs.restart(delivery.run);
    this.#fit();
    this.#state(delivery);
  }

  /** Another log follows; what is on the screen stays. @param {Delivery} delivery @param {number} forgotten records at its beginning */
  newLog(delivery, forgotten) {
    this.#fresh();
    this.#runs.restart(delivery.run);
    this.#fit();
    this.#line(NEW_LOG, "warning");
    if (forgotten > 0) this.#line(forgottenWords(forgotten), "warning");
    this.#state(delivery);
  }

  /** @param {import("../connection/protocol.js").Gap} gap @param {boolean} shows whether a line names it */
  gap(gap, shows) {
    this.#fresh();
    this.#runs.skip(gap.run);
    this.#fit();
    if (shows) this.#line(gapWords(gap), "warning");
    this.#state(gap);
  }

  /** @param {() => unknown} call when the terminal stands at this place in the stream */
  at(call) {
    this.#do(call);
  }

  /** @param {string} words @param {"quiet" | "warning"} style */
  note(words, style) {
    this.#line(words, style);
  }

  /** Empties the terminal after everything that is being parsed at the moment. */
  clear() {
    this.#writer.clear();
    this.#runs.restart();
    this.#type = undefined;
    this.#do(() => (this.#emulator.type = undefined));
    // #size may be one that has not been applied yet.
    this.#setSize(undefined);
    this.#writer.put(() => this.#emulator.freshState());
    this.#do(() => this.#emulator.erase());
  }

  /** @param {ChannelMessage} message */
  #draw(message) {
    if (message.type === "run_started") return this.#runStarted(message);
    if (message.type === "run_ended") return this.#runEnded(message);
    return false;
  }

  /** @param {ChannelMessage} message */
  #runStarted({ data, timestamp }) {
    const run = /** @type {import("../connection/protocol.js").Run} */ ({ ...data, started: timestamp });
    this.#line(startWords(run), "quiet");
    if (this.#runs.begin(run)) {
      this.#fit();
      // What was printed before stays readable, whatever the program draws.
      this.#writer.put(() => this.#emulator.emptyScreen());
    }
    return true;
  }

  /** @param {ChannelMessage} message */
  #runEnded({ data, timestamp }) {
    const end = /** @type {import("../connection/protocol.js").RunEnd} */ (data);
    const run = this.#runs.end(end.run);
    if (end.reset) this.#fresh();
    this.#fit();
    const shows = end.run !== undefined || end.outcome !== "finished";
    if (shows) this.#line(endWords(end, timestamp, run), "quiet");
    return shows;
  }

  /** @param {Delivery} delivery */
  #state({ state }) {
    if (state) this.#writer.put(withoutC1(state));
  }

  #fault() {
    this.#fresh();
    this.#line(FAULT, "warning");
  }

  #fresh() {
    this.#writer.put(() => this.#emulator.freshState());
    this.#writer.put(() => this.#emulator.belowText());
  }

  /** Has the terminal, at this place in the stream, the size that the present run needs. */
  #fit() {
    const { size } = this.#runs;
    if (size?.cols !== this.#size?.cols || size?.rows !== this.#size?.rows) this.#setSize(size);
  }

  /** @param {Size | undefined} size */
  #setSize(size) {
    this.#size = size;
    const apply = () => {
      // A program with a terminal of its own ends its lines itself, and uses line feeds to go straight down.
      this.#emulator.newLines = size === undefined;
      this.#resize(size);
      return "";
    };
    this.#writer.put(apply, undefined, true);
  }

  /** @param {string} words @param {"quiet" | "warning"} style */
  #line(words, style) {
    /** @type {(() => void) | undefined} */
    let giveBack;
    this.#writer.put(() => {
      // No lines of our own on the alternate screen: they would damage the program's picture.
      if (this.#emulator.isAlternate) return "";
      const free = this.#emulator.freeLine();
      giveBack = this.#emulator.putAside();
      return free + line(words, style);
    });
    this.#do(() => giveBack?.());
  }

  /** @param {() => unknown} call when everything before it has been parsed */
  #do(call) {
    this.#writer.put(() => {
      call();
      return "";
    });
  }
}

const FAULT = "a part of the output could not be shown";
const NEW_LOG = "the server has started anew, or the channel was deleted: a new log begins here";
