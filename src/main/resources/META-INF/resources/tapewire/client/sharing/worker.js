// The shared worker: runs once for all tabs of a browser, and has one connection for all that ask for the same.

import { SharedConnection } from "./shared-connection.js";
import { Tab } from "./tab.js";
import { holdLife } from "./worker-life.js";

/** @type {Map<string, SharedConnection>} */
const connections = new Map();

/** @param {import("./tab.js").Wish} wish */
function connectionFor(wish) {
  const key = JSON.stringify(wish);
  const connection = connections.get(key) ?? new SharedConnection(wish, () => connections.delete(key));
  connections.set(key, connection);
  return connection;
}

const alive = holdLife(location.href);

addEventListener("connect", (event) => {
  const [port] = /** @type {MessageEvent} */ (event).ports;
  void alive.then(() => new Tab(port, connectionFor));
});
