// The library's entry point: everything that a front end of one's own needs, and no terminal emulator. See docs/client.md.

import { WebSocketClient } from "./library/client.js";
import { Session } from "./library/session.js";

/**
 * @typedef {import("./library/options.js").ClientOptions} ClientOptions
 * @typedef {import("./library/session.js").SessionOptions} SessionOptions
 * @typedef {import("./library/client.js").StateChange} StateChange
 * @typedef {import("./library/file-fetch.js").FetchFileOptions} FetchFileOptions
 * @typedef {import("./library/file-fetch.js").FetchError} FetchError
 * @typedef {import("./library/following.js").Following} Following
 * @typedef {import("./library/pattern-following.js").PatternFollowing} PatternFollowing
 * @typedef {import("./connection/state.js").State} State
 * @typedef {import("./connection/state.js").StateName} StateName
 * @typedef {import("./connection/protocol.js").Envelope} Envelope
 * @typedef {import("./connection/protocol.js").ChannelMessage} ChannelMessage
 * @typedef {import("./connection/protocol.js").Gap} Gap
 * @typedef {import("./connection/protocol.js").Subscribed} Subscribed
 * @typedef {import("./channel/view.js").View} View
 * @typedef {import("./channel/view.js").FollowOptions} FollowOptions
 * @typedef {import("./channel/view.js").PatternView} PatternView
 * @typedef {import("./channel/view.js").PatternOptions} PatternOptions
 */

/**
 * Makes a client; it does nothing before `connect()`.
 *
 * @param {ClientOptions | string} [options] a text is a token
 * @throws {TypeError | RangeError} if an option has an invalid type or value
 */
export function createWebSocketClient(options = {}) {
  return new WebSocketClient(typeof options === "string" ? { token: options } : options);
}

/**
 * Makes the session of a single-page application; it connects at `start()`, and may be started again after its `end()`.
 *
 * @param {SessionOptions} options
 * @throws {TypeError | RangeError} if an option has an invalid type or value
 */
export function createSession(options) {
  return new Session(options);
}

export { Session, WebSocketClient };
