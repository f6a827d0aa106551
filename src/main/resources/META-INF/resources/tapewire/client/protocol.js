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
 * @property {string} [id]
 *
 * @typedef {Envelope & { channel: string, epoch: string, first: number, offset: number }} ChannelMessage
 * @typedef {{ from: number, to: number, reason: string }} Gap
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
  if (RECORDS.has(envelope.type)) {
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
 * @param {{ channel?: string, id?: string, data?: object }} [fields]
 */
export function encode(type, fields = {}) {
  return JSON.stringify({ type, ...fields });
}

/** @param {string} type */
export function isKnown(type) {
  return RECORDS.has(type) || CHECKS.has(type);
}

/** Whether this is a record of a channel's log. @param {Envelope} envelope @returns {envelope is ChannelMessage} */
export function isRecord(envelope) {
  return RECORDS.has(envelope.type);
}

/** Types whose messages are records of a channel's log. */
const RECORDS = new Set(["terminal_output", "task_status", "notification", "activity_log"]);

/** @type {Map<string, (envelope: any) => void>} */
const CHECKS = new Map([
  ["connected", () => {}],
  ["pong", () => {}],
  ["error", () => {}],
  ["unsubscribed", named],
  ["subscribed", subscribed],
  ["gap", gap],
  ["terminal_output", ({ data }) => must(typeof data.output === "string", "`output` is a string")],
]);

/** @param {Envelope} envelope */
function subscribed(envelope) {
  named(envelope);
  must(envelope.epoch && isPosition(envelope.offset), "subscribed names `epoch` and `offset`");
}

/** @param {Envelope} envelope */
function gap(envelope) {
  named(envelope);
  must(isPosition(envelope.data.from) && isPosition(envelope.data.to), "a gap has `from` and `to`");
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

/** @param {unknown} value @param {string} type */
function isAbsentOr(value, type) {
  return value === undefined || value === null || typeof value === type;
}

/** @param {unknown} value */
function isPosition(value) {
  return Number.isSafeInteger(value) && /** @type {number} */ (value) >= 0;
}
