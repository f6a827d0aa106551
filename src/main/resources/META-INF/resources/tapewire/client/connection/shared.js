// Lets all terminals of a page share one connection, and a second one only where two of them watch the same channel.

import { connect } from "./connect.js";

/** @type {Set<import("./connection.js").Connection>} */
const connections = new Set();

/** A connection on which this channel is still free. @param {string} channel */
export function borrow(channel) {
  for (const connection of connections) {
    if (!connection.has(channel) && connection.state.name !== "closed") return connection;
  }
  const connection = connect();
  connection.addEventListener("problem", report);
  connections.add(connection);
  return connection;
}

/**
 * Ends a subscription; a connection that nobody has used for a moment ends with it.
 *
 * @param {import("./connection.js").Connection} connection
 * @param {import("../channel/subscription.js").Subscription} subscription
 */
export function giveBack(connection, subscription) {
  connection.unsubscribe(subscription);
  setTimeout(() => {
    if (connection.size > 0) return;
    connections.delete(connection);
    connection.close();
  }, LINGER_MILLIS);
}

/** @param {Event} event */
function report(event) {
  console.warn("tapewire:", /** @type {CustomEvent<Error>} */ (event).detail.message);
}

const LINGER_MILLIS = 1_000;
