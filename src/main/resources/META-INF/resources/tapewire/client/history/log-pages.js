// Reads a channel's log over HTTP, page by page.

import { decode, isRecord } from "../connection/protocol.js";
import { resourcePath } from "../connection/address.js";
import { rowsOf } from "./rows.js";

/**
 * @typedef {import("../connection/protocol.js").ChannelMessage} ChannelMessage
 * @typedef {import("../connection/protocol.js").Delivery} Delivery
 *
 * @typedef {object} LogPage consecutive records
 * @property {string} epoch names the log
 * @property {number} first offset of the first record; `last + 1` if there is none
 * @property {number} last
 * @property {number} forgotten how many records before `first` are no longer kept; 0 if the one before it is
 * @property {Delivery} context what the records before it have left behind
 * @property {ChannelMessage[]} records
 * @property {number} rows about how many rows they take
 * @property {number} time when it was read, by the server's clock, in milliseconds since 1970
 */

export class LogPages {
  #get;
  #channel;
  /** How many records take as many rows as a page should have. */
  #limit = FIRST_RECORDS;

  /**
   * @param {(path: string, options: { signal: AbortSignal }) => Promise<Response>} get a path below the application's root
   * @param {string} channel
   */
  constructor(get, channel) {
    this.#get = get;
    this.#channel = channel;
  }

  /** @param {number} offset @param {AbortSignal} signal */
  before(offset, signal) {
    return this.#read(`before=${offset}`, signal);
  }

  /** @param {number} offset @param {AbortSignal} signal */
  after(offset, signal) {
    return this.#read(`after=${offset}`, signal);
  }

  /**
   * @param {string} where
   * @param {AbortSignal} signal
   * @returns {Promise<LogPage | undefined>} undefined: the server has no such channel
   * @throws {Error} when the server does not answer, or nobody needs the page any more
   */
  async #read(where, signal) {
    const limit = this.#limit;
    const response = await this.#get(resourcePath(this.#channel, `records?${where}&limit=${limit}&context=true`), { signal });
    if (response.status === NOT_FOUND) return undefined;
    if (!response.ok) throw new Error(`records of ${this.#channel}: status ${response.status}`);
    const page = pageOf(response.headers, (await response.text()).split("\n").filter(Boolean).map(decode));
    if (page.records.length > 0) this.#adapt(page);
    return page;
  }

  /** @param {LogPage} page */
  #adapt({ records, rows }) {
    const wanted = Math.round((records.length * PAGE_ROWS) / Math.max(1, rows));
    this.#limit = Math.max(LEAST_RECORDS, Math.min(MOST_RECORDS, wanted));
  }
}

/**
 * @param {Headers} headers
 * @param {import("../connection/protocol.js").Envelope[]} envelopes
 * @returns {LogPage}
 */
function pageOf(headers, envelopes) {
  const records = envelopes.filter(isRecord);
  const gap = envelopes.find(({ type }) => type === "gap");
  const context = envelopes.find(({ type }) => type === "context");
  // What is evicted while it is read is missing within the page, and no page can be joined to it.
  const lastGap = envelopes.findLast(({ type }) => type === "gap");
  if (lastGap && records.length > 0 && lastGap.data.from > records[0].offset) throw new Error("records were evicted while they were read");
  const first = records.at(0)?.offset ?? Number(headers.get("Tapewire-First"));
  return {
    epoch: headers.get("Tapewire-Epoch") ?? "",
    first,
    last: records.at(-1)?.offset ?? first - 1,
    forgotten: gap ? first - 1 : 0,
    context: context?.data ?? {},
    time: Date.parse(context?.timestamp ?? ""),
    records,
    rows: records.reduce((sum, record) => sum + rowsOf(record), 0),
  };
}

/** Rows of a page: some screens, and a moment to draw. */
const PAGE_ROWS = 1_500;
const FIRST_RECORDS = 32;
const LEAST_RECORDS = 4;
/** As many as the server gives at once. */
const MOST_RECORDS = 1_000;
const NOT_FOUND = 404;
