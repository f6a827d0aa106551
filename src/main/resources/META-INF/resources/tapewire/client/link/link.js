// A way to the server on which channels are followed: a socket of this page's own, or the one that all tabs share.

/**
 * @typedef {import("../connection/state.js").State} State
 * @typedef {import("../connection/protocol.js").Envelope} Envelope
 *
 * @typedef {object} LinkListener
 * @property {(state: State) => void} state
 * @property {(envelope: Envelope) => void} message what is about no channel that is followed
 * @property {(error: Error) => void} problem
 * @property {() => void} taken the oldest text that was handed to `send` is on its way
 *
 * @typedef {object} Link its functions may be called in any state
 * @property {() => void} connect without effect while it goes on
 * @property {(text: string) => void} send an envelope; what is not taken when the state changes has not been sent
 * @property {(channel: string, view: import("../channel/view.js").View, options: import("../channel/view.js").FollowOptions) => () => void}
 *   follow gives the function that ends it
 * @property {(pattern: string, view: import("../channel/view.js").PatternView, options: import("../channel/view.js").PatternOptions) => () => void}
 *   followPattern likewise
 * @property {(channel: string, file: string, options: import("../file/fetches.js").FetchOptions, sink: import("../file/fetches.js").Sink) =>
 *   import("../file/fetches.js").Fetching} fetch a file, which goes on by itself after a loss
 * @property {() => void} wake
 * @property {() => void} retryNow
 * @property {(hidden: boolean) => void} hide
 * @property {() => void} close
 */

export {};
