// Starts the worker that all tabs share, or takes the one that the page has started before its modules ran.

import { WORKER_ADDRESS } from "./worker-address.js";
import { WORKER_NAME } from "./worker-life.js";

/** @throws {Error} where there is no SharedWorker */
export function startWorker() {
  const page = /** @type {{ tapewireWorker?: SharedWorker }} */ (globalThis);
  const started = page.tapewireWorker;
  // Each has a line of its own to the worker.
  delete page.tapewireWorker;
  return started ?? new SharedWorker(WORKER_ADDRESS, { type: "module", name: WORKER_NAME });
}
