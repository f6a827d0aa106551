// A server's log as HTTP gives it, and a pane that has its rows: what the history is read from and shown on, without either.

/** @typedef {import("../../resources/META-INF/resources/tapewire/client/history/passage.js").Passage} Passage */

export class KeptLog {
  channel = "build";
  epoch = "e1";
  /** Of the oldest record that is kept. */
  first = 1;
  time = Date.parse("2026-01-01T00:00:00Z");
  /** @type {string[]} */
  asked = [];
  /** @type {(() => Promise<void>) | undefined} what has to end before an answer */
  before;
  #outputs;

  /** @param {string[]} outputs of the records from 1 on */
  constructor(outputs) {
    this.#outputs = outputs;
  }

  last = () => this.#outputs.length;

  /** @param {string} path @param {{ signal?: AbortSignal }} [options] */
  get = async (path, { signal } = {}) => {
    this.asked.push(path);
    await this.before?.();
    signal?.throwIfAborted();
    const query = new URL(path, "http://server/").searchParams;
    const limit = Number(query.get("limit"));
    const before = Number(query.get("before"));
    const after = before ? Math.max(0, before - 1 - limit) : Number(query.get("after"));
    const from = Math.max(after + 1, this.first);
    const to = before ? before - 1 : from + limit - 1;
    const lines = [this.#line("context", { data: { state: `state before ${from}` } })];
    if (after + 1 < this.first)
      lines.push(this.#line("gap", { data: { from: after + 1, to: this.first - 1, reason: "evicted" } }));
    for (let offset = from; offset <= Math.min(to, this.last()); offset++) {
      lines.push(this.#line("terminal_output", { offset, data: { output: this.#outputs[offset - 1] } }));
    }
    return new Response(lines.join("\n"), {
      headers: { "Tapewire-Epoch": this.epoch, "Tapewire-First": String(from) },
    });
  };

  /** @param {string} type @param {object} fields */
  #line(type, fields) {
    return JSON.stringify({
      type,
      channel: this.channel,
      epoch: this.epoch,
      timestamp: new Date(this.time).toISOString(),
      ...fields,
    });
  }
}

/** Takes the place of Pane: 20 rows are visible, and each line of the output is a row. */
export class FakePane {
  drawn = Promise.resolve();
  released = Promise.resolve();
  isShown = false;
  isDisposed = false;
  row = 0;
  /** @type {any} */
  selection;
  screen = { wraps: true, tail: { pause() {} } };
  #passage;
  #calls;
  #marked;
  /** Of each record the row in which it begins. @type {Map<number, number>} */
  #rows = new Map();

  /** @param {Passage} passage @param {any} viewing @param {any} calls */
  constructor(passage, { marked }, calls) {
    this.#passage = passage;
    this.#marked = marked;
    this.#calls = calls;
    let text = "";
    for (const { offset, data } of passage.records) {
      this.#rows.set(offset, text.split("\n").length - 1);
      text += data.output;
    }
    this.lines = text.split("\n");
  }

  get end() {
    return Math.max(0, this.lines.length - VISIBLE_ROWS);
  }

  get distance() {
    return { above: this.row / VISIBLE_ROWS, below: (this.end - this.row) / VISIBLE_ROWS };
  }

  get visible() {
    return this.lines.slice(this.row, this.row + VISIBLE_ROWS);
  }

  get top() {
    const [offset, row] = [...this.#rows].findLast(([, begins]) => begins <= this.row) ?? [
      this.#passage.first,
      0,
    ];
    return { offset, rows: this.row - row };
  }

  get offsetInView() {
    return this.top.offset;
  }

  /** @param {{ offset: number, rows: number }} top */
  rowOf({ offset, rows }) {
    const row =
      offset > this.#passage.last
        ? this.lines.length - 1
        : ([...this.#rows].findLast(([each]) => each <= offset)?.[1] ?? 0);
    return row + rows;
  }

  /** @param {any} where @param {any} selection */
  show(where, selection) {
    if (where === "mark") this.row = (this.#rows.get(this.#marked.offset) ?? 0) + this.#marked.line;
    else if (typeof where === "object") this.row = Math.max(0, Math.min(this.end, this.rowOf(where)));
    this.selection = selection;
    this.isShown = true;
  }

  /** The viewer scrolls. @param {number} rows */
  scroll(rows) {
    this.row = Math.max(0, Math.min(this.end, this.row + rows));
    this.#calls.moved(Math.sign(rows));
    if (rows > 0 && this.row === this.end) this.#calls.ended();
  }

  dispose() {
    this.isDisposed = true;
  }
}

const VISIBLE_ROWS = 20;
