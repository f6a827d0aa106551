// The wire's envelopes: the one place of the client that reads and writes their JSON.

/**
 * @typedef {object} Envelope
 * @property {string} type
 * @property {Record<string, any>} data
 * @property {string} [timestamp]
 * @property {string} [channel]
 * @property {string} [epoch]
 * @property {number} [first]
 * @property {number} [offset]
 * @property {string | number} [id]
 *
 * @typedef {Envelope & { channel: string, epoch: string, first: number, offset: number }} ChannelMessage
 * @typedef {Envelope & { channel: string, epoch: string, offset: number, skew?: number }} Subscribed `skew`: how far the server's clock is
 *   ahead of this one, in milliseconds; added here
 *
 * @typedef {object} Run
 * @property {string} run its name
 * @property {string} [title]
 * @property {number} [cols] the size of its terminal, if it has one
 * @property {number} [rows]
 * @property {string} [started] RFC 3339
 *
 * @typedef {{ run?: string, outcome: string, exit?: number, reset?: boolean }} RunEnd
 *
 * @typedef {object} Delivery what is to be known where delivery begins after records that one has not seen
 * @property {string} [state] brings a fresh terminal into the state that those records have left
 * @property {Run} [run] the run that goes on there
 *
 * @typedef {Delivery & { from: number, to: number, reason: string }} Gap
 * @typedef {{ code: string, message: string }} Refusal
 */

/** A frame that is no envelope of the contract. */
export class ProtocolError extends Error {
  name = "ProtocolError";
}

/**
 * @param {string} text
 * @returns {Envelope}
 * @throws {ProtocolError}
 */
export function decode(text) {
  const envelope = parse(text);
  must(isObject(envelope), "a frame is a JSON object");
  must(typeof envelope.type === "string" && envelope.type !== "", "`type` is a string");
  envelope.data ??= {};
  must(isObject(envelope.data), "`data` is an object");
  for (const field of ["channel", "epoch", "timestamp"]) {
    must(isAbsentOr(envelope[field], "string"), `\`${field}\` is a string`);
  }
  if (isRecord(envelope)) {
    must(envelope.channel && envelope.epoch, `${envelope.type} has a \`channel\` and an \`epoch\``);
    must(isPosition(envelope.offset), "`offset` is a whole number");
    envelope.first ??= envelope.offset;
    must(isPosition(envelope.first) && envelope.first <= envelope.offset, "`first` is not behind `offset`");
  }
  CHECKS.get(envelope.type)?.(envelope);
  return envelope;
}

/**
 * @param {string} type
 * @param {{ channel?: string, id?: string | number, data?: object }} [fields]
 */
export function encode(type, fields = {}) {
  return JSON.stringify({ type, ...fields });
}

/** Whether a channel's name stands for all channels that fit it. @param {string} channel */
export function isPattern(channel) {
  return channel.includes("*");
}

/** @param {string} type */
export function isKnown(type) {
  return RECORDS.has(type) || CHECKS.has(type);
}

/**
 * Whether this is a record of a channel's log. Types that are not known yet are recognized by their position: the log goes on behind them.
 *
 * @param {Envelope} envelope
 * @returns {envelope is ChannelMessage}
 */
export function isRecord(envelope) {
  const { type, channel, epoch, offset } = envelope;
  return RECORDS.has(type) || (!CHECKS.has(type) && !!channel && !!epoch && isPosition(offset));
}

/** Types whose messages are records of a channel's log. */
const RECORDS = new Set(["terminal_output", "task_status", "notification", "activity_log", "run_started", "run_ended", "file"]);

/** @type {Map<string, (envelope: any) => void>} */
const CHECKS = new Map([
  ["connected", () => {}],
  ["pong", () => {}],
  ["refreshed", () => {}],
  ["fetched", ({ data }) => must(isPosition(data.bytes) && typeof data.sha256 === "string", "fetched names `bytes` and `sha256`")],
  ["channels", ({ data }) => channels(data)],
  ["error", () => {}],
  ["unsubscribed", named],
  ["subscribed", subscribed],
  ["gap", gap],
  ["context", ({ data }) => delivery(data)],
  ["terminal_output", ({ data }) => must(typeof data.output === "string", "`output` is a string")],
  ["run_started", ({ data }) => run(data)],
  ["run_ended", ({ data }) => runEnded(data)],
]);

/** @param {any} data */
function channels(data) {
  must(Array.isArray(data.channels) && data.channels.every(isChannel), "`channels` has a `name` in each row");
  must(Array.isArray(data.removed), "`removed` is a list");
}

/** @param {any} row */
function isChannel(row) {
  return isObject(row) && typeof row.name === "string";
}

/** @param {Envelope} envelope */
function subscribed(envelope) {
  named(envelope);
  if (isPattern(envelope.channel ?? "")) return must(isAbsent(envelope.data.gone) || Array.isArray(envelope.data.gone), "`gone` is a list");
  must(envelope.epoch && isPosition(envelope.offset), "subscribed names `epoch` and `offset`");
  delivery(envelope.data);
}

/** @param {Envelope} envelope */
function gap(envelope) {
  named(envelope);
  must(isPosition(envelope.data.from) && isPosition(envelope.data.to), "a gap has `from` and `to`");
  delivery(envelope.data);
}

/** @param {any} data */
function delivery(data) {
  must(isAbsentOr(data.state, "string"), "`state` is a string");
  if (isAbsent(data.run)) return;
  must(isObject(data.run), "`run` is an object");
  run(data.run);
  must(isAbsentOr(data.run.started, "string"), "`started` is a string");
}

/** @param {any} data */
function run(data) {
  must(typeof data.run === "string" && data.run !== "", "`run` is a name");
  must(isAbsentOr(data.title, "string"), "`title` is a string");
  for (const size of ["cols", "rows"]) {
    must(isAbsent(data[size]) || isPosition(data[size]), `\`${size}\` is a whole number`);
  }
}

/** @param {any} data */
function runEnded(data) {
  must(isAbsentOr(data.run, "string"), "`run` is a name");
  must(typeof data.outcome === "string", "`outcome` is a string");
  must(isAbsent(data.exit) || Number.isSafeInteger(data.exit), "`exit` is a whole number");
  must(isAbsentOr(data.reset, "boolean"), "`reset` is true or absent");
}

/** @param {Envelope} envelope */
function named(envelope) {
  must(envelope.channel, `${envelope.type} names its \`channel\``);
}

/** @param {string} text @returns {any} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProtocolError("a frame is JSON", { cause });
  }
}

/** @param {unknown} condition @param {string} rule */
function must(condition, rule) {
  if (!condition) throw new ProtocolError(rule);
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {unknown} value */
function isAbsent(value) {
  return value === undefined || value === null;
}

/** @param {unknown} value @param {string} type */
function isAbsentOr(value, type) {
  return isAbsent(value) || typeof value === type;
}

/** @param {unknown} value */
function isPosition(value) {
  return Number.isSafeInteger(value) && /** @type {number} */ (value) >= 0;
}
