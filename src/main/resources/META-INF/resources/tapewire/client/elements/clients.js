// The clients of those elements that were given none: one for all whose attributes say the same about it.

import { WebSocketClient } from "../library/client.js";

/** @type {Map<string, { client: WebSocketClient, users: number }>} */
const borrowed = new Map();

/**
 * A client that is connected, or tries to be, until it has been given back.
 *
 * @param {import("../library/options.js").ClientOptions} options
 * @returns {{ client: WebSocketClient, giveBack: () => void }}
 */
export function borrow(options) {
  const key = JSON.stringify(options);
  const entry = borrowed.get(key) ?? { client: new WebSocketClient({ ...options, channels: [] }), users: 0 };
  borrowed.set(key, entry);
  entry.users += 1;
  entry.client.connect();
  return { client: entry.client, giveBack: () => giveBack(key, entry) };
}

/** A client that nobody uses for a moment is disconnected. @param {string} key @param {{ client: WebSocketClient, users: number }} entry */
function giveBack(key, entry) {
  entry.users -= 1;
  setTimeout(() => {
    if (entry.users > 0 || borrowed.get(key) !== entry) return;
    borrowed.delete(key);
    entry.client.disconnect();
  }, LINGER_MILLIS);
}

const LINGER_MILLIS = 1_000;
