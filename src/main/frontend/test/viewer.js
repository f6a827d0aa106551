// A viewer without a browser: everything from the envelope to xterm.js' buffer, and a server that tells it what a channel delivers.

import { ChannelView } from "../../resources/META-INF/resources/tapewire/client/terminal/channel-view.js";
import { decode } from "../../resources/META-INF/resources/tapewire/client/connection/protocol.js";
import { resize } from "../../resources/META-INF/resources/tapewire/client/terminal/resizing.js";
import { Subscription } from "../../resources/META-INF/resources/tapewire/client/channel/subscription.js";
import { Transcript } from "../../resources/META-INF/resources/tapewire/client/terminal/transcript.js";
import { Writer } from "../../resources/META-INF/resources/tapewire/client/terminal/writer.js";
import { Emulation } from "./emulation.js";
import { FakeClock } from "./fakes.js";

export class Viewer {
  #emulation;
  #writer;
  #subscription;
  #requests = 0;
  #offset = 0;
  epoch = "e1";
  /** What the page says above the terminal. */
  beginning = { forgotten: 0 };
  /** What it tells its host. @type {{ messages: string[], offset: number | undefined, empty: boolean | undefined, rows: Map<number, number> }} */
  told = { messages: [], offset: undefined, empty: undefined, rows: new Map() };
  acknowledged = 0;

  /** @param {{ cols?: number, rows?: number, scrollback?: number }} [size] */
  constructor({ cols = 100, rows = 24, scrollback = 1000 } = {}) {
    this.#emulation = new Emulation({ cols, rows, scrollback });
    this.terminal = this.#emulation.terminal;
    this.#writer = new Writer((text, parsed) => this.terminal.write(text, parsed));
    const transcript = new Transcript({
      emulator: this.#emulation.emulator,
      writer: this.#writer,
      resize: (size) => resize(this.terminal, size?.cols ?? cols, size?.rows ?? rows),
    });
    const view = (this.view = new ChannelView(transcript, this.beginning, {
      message: ({ type }) => void this.told.messages.push(type),
      gap: () => {},
      offset: (offset) => (this.told.offset = offset),
      empty: (empty) => (this.told.empty = empty),
      subscribed: () => {},
      reset: () => {},
      awaitFirst: () => {},
      outputOf: () => undefined,
      begins: (offset) => {
        const { baseY, cursorY } = this.terminal.buffer.active;
        this.told.rows.set(offset, baseY + cursorY);
      },
    }));
    const clock = new FakeClock();
    this.#subscription = new Subscription({
      channel: "build",
      view,
      clock,
      send: (type, { data }) => {
        if (type === "ack") this.acknowledged = /** @type {any} */ (data).offset;
      },
    });
  }

  /** Connects (again). @param {{ epoch?: string, offset?: number, [data: string]: unknown }} [answer] */
  connect({ epoch = this.epoch, offset = 0, ...data } = {}) {
    this.epoch = epoch;
    this.#requests += 1;
    this.#offset = offset;
    this.#subscription.request();
    const id = `build#${this.#requests}`;
    this.receive({ type: "subscribed", id, offset, data: { recovered: false, ...data } });
    return this;
  }

  /** @param {string} output @param {string} [type] */
  print(output, type) {
    return this.record("terminal_output", { output, type });
  }

  /** @param {string} type @param {object} data @param {string} [timestamp] */
  record(type, data, timestamp = "2026-11-23T06:30:41.123Z") {
    return this.receive({ type, offset: ++this.#offset, timestamp, data });
  }

  /** @param {string} reason @param {number} count @param {object} [delivery] */
  gap(reason, count, delivery) {
    const from = this.#offset + 1;
    this.#offset += count;
    return this.receive({ type: "gap", data: { from, to: this.#offset, reason, ...delivery } });
  }

  /** @param {object} envelope */
  receive(envelope) {
    const frame = JSON.stringify({ channel: "build", epoch: this.epoch, ...envelope });
    this.#subscription.receive(decode(frame));
    return this;
  }

  /** Everything that was received has been parsed. */
  settled() {
    return new Promise((resolve) => this.#writer.put("", () => resolve(undefined)));
  }

  async text() {
    const rows = await this.rows();
    return rows.join("\n").trimEnd();
  }

  /** All rows with the scrollback's. */
  async rows() {
    await this.settled();
    const { active } = this.terminal.buffer;
    const lines = Array.from(
      { length: active.length },
      (_, y) => active.getLine(y)?.translateToString(true) ?? "",
    );
    return lines;
  }

  /** The text with wrapped rows joined. */
  async unwrapped() {
    await this.settled();
    const { active } = this.terminal.buffer;
    let text = "";
    for (let y = 0; y < active.length; y++) {
      const line = active.getLine(y);
      if (line)
        text +=
          (line.isWrapped || y === 0 ? "" : "\n") + line.translateToString(!active.getLine(y + 1)?.isWrapped);
    }
    return text.trimEnd();
  }

  /** Contents, colours and modes as xterm.js' own add-on writes them. */
  async serialized() {
    await this.settled();
    return this.#emulation.serialized();
  }

  /** All that the terminal keeps between two characters, but for what it shows and where. */
  async state() {
    await this.settled();
    return this.#emulation.state();
  }

  /** The first cell of a word. @param {string} word */
  async cell(word) {
    const rows = await this.rows();
    const y = rows.findLastIndex((row) => row.includes(word));
    if (y < 0) throw new Error(`${word} is not on the screen`);
    const line = this.terminal.buffer.active.getLine(y);
    const cell = line?.getCell(rows[y].indexOf(word));
    if (!cell) throw new Error(`${word} has no cell`);
    return cell;
  }

  /** The number of a word's foreground in the palette; -1 for the default. @param {string} word */
  async colour(word) {
    const cell = await this.cell(word);
    return cell.isFgDefault() ? -1 : cell.getFgColor();
  }
}
