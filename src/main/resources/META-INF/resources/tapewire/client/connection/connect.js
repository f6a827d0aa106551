// The way in for code without a terminal: `connect().subscribe("build", { show(message, shown) { … shown(); } })`.

import { channelsAddress, socketAddress } from "./address.js";
import { Connection } from "./connection.js";
import { sessionStatus } from "./session-status.js";
import { onWake } from "./wake.js";

/**
 * Connects to the server that this module came from, or to another application root.
 *
 * @param {{ root?: string | URL, token?: string }} [options] a token takes the place of the session's cookie
 */
export function connect({ root, token } = {}) {
  const base = root === undefined ? undefined : new URL(root, location.href);
  const url = socketAddress(base);
  if (token) url.searchParams.set("token", token);
  return new Connection({
    url,
    status: () => sessionStatus(channelsAddress(base), token),
    wake: onWake,
  });
}
