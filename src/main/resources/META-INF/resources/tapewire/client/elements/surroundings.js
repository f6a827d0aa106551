// The records around a place in a channel's log, as the server still has them.

import { decode, isRecord } from "../connection/protocol.js";
import { charactersBefore } from "../terminal/line-places.js";
import { resourcePath } from "../connection/address.js";

/** @typedef {import("../connection/protocol.js").ChannelMessage} ChannelMessage */

/**
 * @param {import("../library/client.js").WebSocketClient} client
 * @param {string} channel
 * @param {import("../terminal/line-places.js").Place} place
 * @param {AbortSignal} signal
 * @returns {Promise<{ before: ChannelMessage[], epoch: string, skip: number } | undefined>} the records before, and how many characters of
 *   the place's own record are before its line; undefined when the server has not got that record
 * @throws {Error} when the server does not answer, or the signal says that nobody needs it any more
 */
export async function surroundings(client, channel, { offset, line }, signal) {
  const response = await client.get(resourcePath(channel, `records?before=${offset + 1}&limit=${RECORDS}`), { signal });
  if (response.status === NOT_FOUND) return undefined;
  if (!response.ok) throw new Error(`the records around ${offset}.${line}: status ${response.status}`);
  const records = (await response.text()).split("\n").filter(Boolean).map(decode).filter(isRecord);
  const own = records.pop();
  if (own?.offset !== offset) return undefined;
  const last = records.findLast(({ type }) => type === "terminal_output");
  const beginsMidLine = last !== undefined && !last.data.output.endsWith("\n");
  const skip = own.type === "terminal_output" ? charactersBefore(own.data.output, line, beginsMidLine) : 0;
  return { before: records, epoch: own.epoch, skip };
}

/** So many records, of a kilobyte at most, are shown before the place. */
const RECORDS = 200;
const NOT_FOUND = 404;
