// What a client is made with, and what holds where nothing is said.

import { socketAddress } from "../connection/address.js";

/**
 * @typedef {object} ReconnectOptions
 * @property {number} [maxAttempts] after a loss, before the client gives up: 5 where not given; Infinity is allowed
 * @property {number} [initialDelay] milliseconds: the longest wait before the first attempt, 1000 where not given; doubles each time
 * @property {number} [maxDelay] milliseconds: no wait is longer, 30000 where not given
 *
 * @typedef {object} ClientOptions
 * @property {string | URL} [url] of the socket, relative to the page; where not given, that of the server from which this module came
 * @property {string} [token] where neither is given, the browser's cookie must do
 * @property {() => string | Promise<string>} [getToken] asked before each attempt to connect; instead of `token`
 * @property {string | string[]} [channels] to follow for `subscribe`; those in the url, or `main`, where not given
 * @property {ReconnectOptions} [reconnect]
 * @property {{ maxMessages?: number, maxBytes?: number }} [queue] for `send` without a connection: 1000 messages and 1 MiB where not given
 * @property {boolean | string} [share] whether all tabs of this browser use one socket, true where not given; only those with the same
 *   text here do. Clients with `getToken` whose tabs may belong to different users need it
 * @property {boolean} [deflate] whether the server may compress what it sends; where not given, unless it runs on this machine
 *
 * @typedef {object} Settings
 * @property {string} url
 * @property {string} [token]
 * @property {() => string | Promise<string>} [getToken]
 * @property {string[]} channels
 * @property {{ maxAttempts: number, initialDelay: number, maxDelay: number }} reconnect
 * @property {{ maxMessages: number, maxBytes: number }} queue
 * @property {boolean | string} share
 * @property {boolean} [deflate]
 */

/**
 * @param {ClientOptions} options
 * @param {string} [page] the page's address
 * @returns {Settings}
 * @throws {TypeError | RangeError} if an option has an invalid type or value
 */
export function settle(options, page = globalThis.location?.href) {
  const { token, getToken, reconnect = {}, queue = {}, share = true, deflate } = options;
  const url = new URL(options.url ?? socketAddress(), page);
  url.protocol = url.protocol.replace("http", "ws");
  url.hash = "";
  if (!/^wss?:$/.test(url.protocol)) throw new TypeError(`url is no address of a socket: ${url}`);
  if (!isAbsentOr(token, "string")) throw new TypeError(`token is a text: ${token}`);
  if (!isAbsentOr(getToken, "function")) throw new TypeError(`getToken is a function: ${getToken}`);
  if (token !== undefined && getToken) throw new TypeError("there is either a token or getToken");
  if (typeof share !== "boolean" && typeof share !== "string") throw new TypeError(`share is true, false or a text: ${share}`);
  if (!isAbsentOr(deflate, "boolean")) throw new TypeError(`deflate is true or false: ${deflate}`);
  const own = url.searchParams;
  const channels = options.channels ?? (own.has("channel") ? own.getAll("channel").filter(Boolean) : ["main"]);
  const list = typeof channels === "string" ? [channels] : channels;
  if (!Array.isArray(list) || list.some((name) => typeof name !== "string" || name === "")) {
    throw new TypeError(`channels is a list of names: ${channels}`);
  }
  const ownToken = own.get("token") ?? undefined;
  own.delete("channel");
  own.delete("token");
  return {
    url: url.href,
    token: getToken ? undefined : (token ?? ownToken),
    getToken,
    channels: [...list],
    reconnect: {
      maxAttempts: number("maxAttempts", reconnect.maxAttempts ?? 5, 0),
      initialDelay: number("initialDelay", reconnect.initialDelay ?? 1000, 1),
      maxDelay: number("maxDelay", reconnect.maxDelay ?? 30_000, 1),
    },
    queue: {
      maxMessages: whole("queue.maxMessages", queue.maxMessages ?? 1000),
      maxBytes: whole("queue.maxBytes", queue.maxBytes ?? 1024 * 1024),
    },
    share,
    deflate,
  };
}

/**
 * @param {string} name
 * @param {number} value
 * @param {number} [most]
 * @returns {number}
 * @throws {RangeError} if the value is no whole number from 1 on
 */
export function whole(name, value, most = Number.MAX_SAFE_INTEGER) {
  if (!Number.isSafeInteger(value) || value < 1 || value > most) {
    throw new RangeError(`${name} is a whole number from 1 to ${most}: ${value}`);
  }
  return value;
}

/** @param {unknown} value @param {string} type */
function isAbsentOr(value, type) {
  return value === undefined || value === null || typeof value === type;
}

/** @param {string} name @param {number} value @param {number} least */
function number(name, value, least) {
  if (typeof value !== "number" || !(value >= least)) {
    throw new RangeError(`reconnect.${name} is a number from ${least} on: ${value}`);
  }
  return value;
}
