// The states of a connection, and what is known in each of them.

/**
 * @typedef {"idle" | "connecting" | "open" | "reconnecting" | "failed" | "closed"} StateName
 *
 * @typedef {object} State
 * @property {StateName} name
 * @property {number} [attempt] reconnecting: the attempt that is under way or comes next, from 1
 * @property {number} [maxAttempts] reconnecting: how many there will be at most, perhaps Infinity
 * @property {number} [nextAttemptAt] reconnecting: the time of the next attempt in milliseconds since 1970; absent while an attempt is
 *   under way, and while nobody looks at the page
 * @property {number} [code] failed: the close code or HTTP status by which the server has refused; absent when the attempts are used up
 * @property {string} [reason] failed: why, in words
 */

/** @type {State} */
export const IDLE = { name: "idle" };
/** @type {State} */
export const CLOSED = { name: "closed" };
