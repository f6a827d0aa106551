// Whether the shared worker lives: it holds a lock for as long, which the browser then gives to a tab that waits for it.

/** Tabs that were loaded before an upgrade go on with their own worker: raise the number when what is said on the line changes. */
export const WORKER_NAME = "tapewire-3";
export const WORKER_ADDRESS = new URL("./worker.js", import.meta.url);

/** Two applications on one server have a worker each. */
const LOCK = `${WORKER_NAME} ${WORKER_ADDRESS}`;

/** Only pages from https and from localhost have locks; others find out later, when the worker does not answer. */
const locks = globalThis.navigator?.locks;

/** By the worker, once. @returns {Promise<void>} ended when tabs may wait for the lock */
export function holdLife() {
  if (!locks) return Promise.resolve();
  return new Promise((held) => {
    const untilTheEnd = () => {
      held();
      return new Promise(() => {});
    };
    void locks.request(LOCK, untilTheEnd);
  });
}

/**
 * By a tab that the worker has answered.
 *
 * @param {() => void} ended called once, when the worker has ended
 * @param {AbortSignal} signal stops waiting
 */
export function awaitEnd(ended, signal) {
  locks?.request(LOCK, { signal }, ended).catch((/** @type {unknown} */ stopped) => {
    if (!signal.aborted) throw stopped;
  });
}
