// One WebSocket, as plain text in both directions: asks for binary frames, which the server encodes, and compresses, once for all viewers.

import { Frames } from "./frames.js";
import { canInflate } from "./inflate.js";

/**
 * @typedef {object} SocketHandler
 * @property {() => void} opened
 * @property {(text: string) => void} received
 * @property {(error: Error) => void} broken a frame that cannot be read
 * @property {(piece: import("./piece.js").Piece) => void} [piece] of a file
 * @property {(end: { code: number, reason: string }) => void} closed
 *
 * @typedef {object} Socket
 * @property {(text: string) => void} send
 * @property {() => void} close
 */

/**
 * @param {string | URL} url
 * @param {SocketHandler} handler
 * @param {object} [options]
 * @param {boolean} [options.deflate] whether the server may compress; where not given, unless it runs on this machine
 * @param {typeof WebSocket} [options.Implementation]
 * @returns {Socket}
 */
export function openSocket(url, handler, { deflate = !isThisMachine(new URL(url)), Implementation = WebSocket } = {}) {
  const socket = new Implementation(url, deflate && canInflate ? [DEFLATE, BINARY] : BINARY);
  socket.binaryType = "arraybuffer";
  const frames = new Frames(handler.received, handler.broken, handler.piece);

  socket.onopen = () => handler.opened();
  // A proxy may drop the subprotocol, and then frames are text.
  socket.onmessage = ({ data }) => frames.take(data);
  socket.onclose = ({ code, reason }) => frames.inOrder(() => handler.closed({ code, reason }));

  return {
    send(text) {
      if (socket.readyState === Implementation.OPEN) socket.send(text);
    },
    close() {
      frames.stop();
      socket.close(1000);
    },
  };
}

/** Where bytes cost nothing, and to compress them costs time. @param {URL} url */
function isThisMachine({ hostname }) {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

const BINARY = "tapewire.binary";
const DEFLATE = "tapewire.deflate";
