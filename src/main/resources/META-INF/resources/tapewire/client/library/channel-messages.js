// A channel as the handlers of messages hear of it: everything as an envelope.

/**
 * @param {string} channel
 * @param {(envelope: import("../connection/protocol.js").Envelope) => void} tell
 * @returns {import("../channel/view.js").View}
 */
export function channelMessages(channel, tell) {
  return {
    show(message, shown) {
      tell(message);
      shown();
    },
    gap: (data) => tell({ type: "gap", channel, data }),
    newLog: tell,
    subscribed: tell,
    refused: (data) => tell({ type: "error", channel, data }),
  };
}

/**
 * Likewise for all channels that fit a pattern. A channel that is gone is told as the server would: `unsubscribed`.
 *
 * @param {string} pattern
 * @param {(envelope: import("../connection/protocol.js").Envelope) => void} tell
 * @returns {import("../channel/view.js").PatternView}
 */
export function patternMessages(pattern, tell) {
  const refused = (/** @type {import("../connection/protocol.js").Refusal} */ data) => tell({ type: "error", channel: pattern, data });
  return {
    channel: (channel) => channelMessages(channel, tell),
    gone: (channel) => tell({ type: "unsubscribed", channel, data: { pattern } }),
    incomplete: refused,
    refused,
  };
}
