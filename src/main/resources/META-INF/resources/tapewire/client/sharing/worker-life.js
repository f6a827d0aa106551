// Whether the shared worker lives: it holds a lock for as long, which the browser then gives to a tab that waits for it.

/** Tabs that were loaded before an upgrade go on with their own worker, whose address is another one. */
export const WORKER_NAME = "tapewire";

/** Only pages from https and from localhost have locks; others find out later, when the worker does not answer. */
const locks = globalThis.navigator?.locks;

/** By the worker, once. @param {string} address its own @returns {Promise<void>} ended when tabs may wait for the lock */
export function holdLife(address) {
  if (!locks) return Promise.resolve();
  return new Promise((held) => {
    const untilTheEnd = () => {
      held();
      return new Promise(() => {});
    };
    void locks.request(lockOf(address), untilTheEnd);
  });
}

/**
 * By a tab that the worker has answered.
 *
 * @param {URL} address the worker's
 * @param {() => void} ended called once, when the worker has ended
 * @param {AbortSignal} signal stops waiting
 */
export function awaitEnd(address, ended, signal) {
  locks?.request(lockOf(address.href), { signal }, ended).catch((/** @type {unknown} */ stopped) => {
    if (!signal.aborted) throw stopped;
  });
}

/** Two applications on one server have a worker each, and so have two versions. @param {string} address */
function lockOf(address) {
  return `${WORKER_NAME} ${address}`;
}
