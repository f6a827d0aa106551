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
