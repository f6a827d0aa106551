// Asks over HTTP whether this viewer may still watch: a browser hides the status of a refused WebSocket handshake.

import { channelsAddress } from "./address.js";

/**
 * @param {URL} [address] what to ask for
 * @param {string} [token]
 * @returns {Promise<number | undefined>} the HTTP status, or undefined when the server cannot be reached
 */
export async function sessionStatus(address = channelsAddress(), token) {
  const headers = token ? { Authorization: `Bearer ${token}` } : undefined;
  try {
    const response = await fetch(address, { headers, cache: "no-store", redirect: "manual" });
    await response.body?.cancel();
    return response.status;
  } catch (unreachable) {
    if (unreachable instanceof TypeError) return undefined;
    throw unreachable;
  }
}
