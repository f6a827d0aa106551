// One WebSocket, as plain text in both directions: asks for binary frames, which the server encodes once for all viewers.

/**
 * @typedef {object} SocketHandler
 * @property {() => void} opened
 * @property {(text: string) => void} received
 * @property {(end: { code: number, reason: string }) => void} closed called at most once, and not after `close()`
 *
 * @typedef {object} Socket
 * @property {(text: string) => void} send
 * @property {() => void} close
 */

/**
 * @param {string | URL} url
 * @param {SocketHandler} handler
 * @param {typeof WebSocket} [Implementation]
 * @returns {Socket}
 */
export function openSocket(url, handler, Implementation = WebSocket) {
  const socket = new Implementation(url, SUBPROTOCOL);
  socket.binaryType = "arraybuffer";
  const utf8 = new TextDecoder();
  // An end that is not listened to any more: a dead connection may take minutes to close.
  let left = false;

  socket.onopen = () => {
    if (!left) handler.opened();
  };
  socket.onmessage = ({ data }) => {
    // A proxy may drop the subprotocol, and then frames are text.
    if (!left) handler.received(typeof data === "string" ? data : utf8.decode(data));
  };
  socket.onclose = ({ code, reason }) => {
    if (left) return;
    left = true;
    handler.closed({ code, reason });
  };

  return {
    send(text) {
      if (socket.readyState === Implementation.OPEN) socket.send(text);
    },
    close() {
      left = true;
      socket.close(1000);
    },
  };
}

const SUBPROTOCOL = "tapewire.binary";
