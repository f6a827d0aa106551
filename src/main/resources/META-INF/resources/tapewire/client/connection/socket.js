// One WebSocket, as plain text in both directions: asks for binary frames, which the server encodes once for all viewers.

/**
 * @typedef {object} SocketHandler
 * @property {() => void} opened
 * @property {(text: string) => void} received
 * @property {(end: { code: number, reason: string }) => void} closed
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

  socket.onopen = () => handler.opened();
  // A proxy may drop the subprotocol, and then frames are text.
  socket.onmessage = ({ data }) => handler.received(typeof data === "string" ? data : utf8.decode(data));
  socket.onclose = ({ code, reason }) => handler.closed({ code, reason });

  return {
    send(text) {
      if (socket.readyState === Implementation.OPEN) socket.send(text);
    },
    close() {
      socket.close(1000);
    },
  };
}

const SUBPROTOCOL = "tapewire.binary";
