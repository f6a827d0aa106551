// The clock that everything here waits on; tests hand in one that they move by hand.

/**
 * @typedef {object} Clock
 * @property {() => number} now milliseconds since 1970: unlike performance.now() it goes on while a laptop sleeps
 * @property {(millis: number, call: () => void) => () => void} after calls later, unless the returned function is called first
 */

/** @type {Clock} */
export const systemClock = {
  now: () => Date.now(),
  after(millis, call) {
    const timer = setTimeout(call, millis);
    return () => clearTimeout(timer);
  },
};
