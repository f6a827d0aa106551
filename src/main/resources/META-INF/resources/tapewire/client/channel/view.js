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

/**
 * What somebody who follows a pattern hands in. Everything but `channel` may be left out.
 *
 * @typedef {object} PatternView
 * @property {(channel: string) => View} channel a channel is there; gives the view that follows it
 * @property {(channel: string) => void} [gone] the server has this channel no more, or does not show it any more, and its view gets nothing
 *   more; if it comes again, `channel` is called again
 * @property {(refusal: import("../connection/protocol.js").Refusal) => void} [incomplete] channels that fit the pattern have been left out
 * @property {(refusal: import("../connection/protocol.js").Refusal) => void} [refused] the server does not let this pattern be followed
 *
 * @typedef {object} PatternOptions
 * @property {number} [windowBytes] how much of each channel may be sent ahead of what has been shown; 1 MiB where not given
 * @property {Record<string, import("./cursor.js").Position>} [positions] by channel, the last record that has been shown already; other
 *   channels come from their start
 * @property {boolean} [output] as for a channel
 */

export {};
