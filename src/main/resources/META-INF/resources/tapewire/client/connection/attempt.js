// One attempt to connect, and the socket that it leads to. After `abandon()` nothing is heard of it any more.

/**
 * @typedef {object} End
 * @property {number} code
 * @property {string} reason
 * @property {boolean} opened whether the handshake had succeeded
 */

export class Attempt {
  #options;
  /** @type {import("./socket.js").Socket | undefined} */
  #socket;
  #cancel;
  #opened = false;
  #over = false;

  /**
   * @param {object} options
   * @param {() => string | Promise<string>} options.address
   * @param {typeof import("./socket.js").openSocket} options.open
   * @param {import("./clock.js").Clock} options.clock
   * @param {number} options.limitMillis the longest wait for the server's first word
   * @param {boolean} [options.deflate] whether the server may compress
   * @param {(text: string) => void} options.received
   * @param {(error: Error) => void} options.broken a frame that cannot be read
   * @param {(piece: import("./piece.js").Piece) => void} options.piece of a file
   * @param {(end: End) => void} options.ended called at most once
   * @param {(error: unknown) => void} options.problem
   */
  constructor(options) {
    this.#options = options;
    this.#cancel = options.clock.after(options.limitMillis, () => this.#end(1006, ""));
  }

  start() {
    try {
      const address = this.#options.address();
      if (typeof address === "string") this.#open(address);
      else address.then((url) => this.#open(url)).catch((error) => this.#noAddress(error));
    } catch (error) {
      this.#noAddress(error);
    }
  }

  /** The server has said its first word. */
  established() {
    this.#cancel();
  }

  /** @param {string} text */
  send(text) {
    this.#socket?.send(text);
  }

  abandon() {
    this.#over = true;
    this.#cancel();
    this.#socket?.close();
  }

  /** @param {string} url */
  #open(url) {
    if (this.#over) return;
    const handler = {
      opened: () => (this.#opened = true),
      // A dead connection may take minutes to close.
      received: (/** @type {string} */ text) => this.#over || this.#options.received(text),
      broken: (/** @type {Error} */ error) => this.#over || this.#options.broken(error),
      piece: (/** @type {import("./piece.js").Piece} */ piece) => this.#over || this.#options.piece(piece),
      closed: (/** @type {{ code: number, reason: string }} */ { code, reason }) => this.#end(code, reason),
    };
    this.#socket = this.#options.open(url, handler, { deflate: this.#options.deflate });
  }

  /** @param {unknown} error */
  #noAddress(error) {
    if (this.#over) return;
    this.#options.problem(error);
    const { status } = /** @type {{ status?: unknown }} */ (error ?? {});
    if (status === 401 || status === 403) this.#end(status, String(error));
    else this.#end(1006, "");
  }

  /** @param {number} code @param {string} reason */
  #end(code, reason) {
    if (this.#over) return;
    this.abandon();
    this.#options.ended({ code, reason, opened: this.#opened });
  }
}
