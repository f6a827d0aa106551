// What somebody who follows a channel hands in.

/**
 * Everything but `show` may be left out.
 *
 * @typedef {object} View
 * @property {(message: import("../connection/protocol.js").ChannelMessage, shown: () => void) => void} show the next record or records;
 *   calls `shown` when the message needs no more memory: no more than a window of what has not been shown is sent
 * @property {(gap: import("../connection/protocol.js").Gap) => void} [gap] these records will not come
 * @property {() => void} [reset] the log is gone, and with it what was shown
 * @property {(subscribed: import("../connection/protocol.js").Subscribed) => void} [newLog] another log goes on where this viewer was, as
 *   after the server's end; without it this is a `reset`
 * @property {(subscribed: import("../connection/protocol.js").Subscribed, first: boolean) => void} [subscribed] delivery begins after this
 *   offset; `first`: nothing of this log has been shown yet
 * @property {(refusal: import("../connection/protocol.js").Refusal) => void} [refused] the server does not let this channel be followed
 *
 * @typedef {object} FollowOptions
 * @property {number} [windowBytes] how much may be sent ahead of what has been shown; 1 MiB where not given
 * @property {import("./cursor.js").Position} [position] the last record that has been shown already; without it the whole retained history
 * @property {boolean} [output] `false`: only the other records are shown, and they come also while a terminal beside is paused
 */

export {};
