// The files that are fetched on one connection. After a loss each of them goes on where it stands.

/**
 * @typedef {object} Sink where a file goes
 * @property {(position: number, bytes: Uint8Array<ArrayBuffer>) => void} piece in their order, without holes
 * @property {(whole: { bytes: number, sha256: string }) => void} fetched there are no more pieces
 * @property {(refusal: import("../connection/protocol.js").Refusal) => void} refused no more pieces will come
 *
 * @typedef {object} Fetching
 * @property {(position: number) => void} acknowledge everything before this position needs no more memory
 * @property {() => void} close
 *
 * @typedef {{ from: number, window: number }} FetchOptions where to begin, and how many bytes may come that are not acknowledged
 *
 * @typedef {object} Fetch
 * @property {string} channel
 * @property {string} file
 * @property {number} position what comes next
 * @property {number} window
 * @property {Sink} sink
 * @property {number} number of the request on the present connection
 */

export class Fetches {
  #send;
  #isOpen;
  /** @type {Set<Fetch>} */
  #fetches = new Set();
  #numbers = 0;

  /**
   * @param {object} options
   * @param {(type: string, fields: { channel?: string, id: number, data?: object }) => void} options.send
   * @param {() => boolean} options.isOpen whether there is a connection to send on
   */
  constructor({ send, isOpen }) {
    this.#send = send;
    this.#isOpen = isOpen;
  }

  /**
   * @param {string} channel
   * @param {string} file its id
   * @param {FetchOptions} options
   * @param {Sink} sink
   * @returns {Fetching}
   */
  fetch(channel, file, { from, window }, sink) {
    const fetch = { channel, file, position: from, window, sink, number: -1 };
    this.#fetches.add(fetch);
    if (this.#isOpen()) this.#request(fetch);
    return {
      acknowledge: (position) => {
        if (this.#fetches.has(fetch) && this.#isOpen()) this.#send("ack", { channel, id: fetch.number, data: { file, position } });
      },
      close: () => {
        if (this.#fetches.delete(fetch) && this.#isOpen()) this.#send("cancel", { id: fetch.number });
      },
    };
  }

  /** Asks for all files on a new connection, from where each of them stands. */
  request() {
    for (const fetch of this.#fetches) this.#request(fetch);
  }

  /** @param {import("../connection/piece.js").Piece} piece */
  piece({ number, position, bytes }) {
    const fetch = this.#find(number);
    // It may be closed meanwhile.
    if (!fetch) return;
    if (position !== fetch.position) {
      this.#end(fetch, () => fetch.sink.refused({ code: "lost", message: "a piece of the file is missing" }));
      return this.#send("cancel", { id: number });
    }
    fetch.position += bytes.length;
    fetch.sink.piece(position, bytes);
  }

  /** @param {import("../connection/protocol.js").Envelope} envelope @returns {boolean} whether it was about a file that is or was fetched */
  receive({ type, id, data }) {
    if (typeof id !== "number" || (type !== "fetched" && type !== "error")) return false;
    const fetch = this.#find(id);
    if (!fetch) return type === "fetched" || data.code === "cancelled";
    const { sink } = fetch;
    if (type === "fetched") this.#end(fetch, () => sink.fetched({ bytes: data.bytes, sha256: data.sha256 }));
    else this.#end(fetch, () => sink.refused({ code: data.code, message: data.message }));
    return true;
  }

  /** @param {Fetch} fetch */
  #request(fetch) {
    const { channel, file, position, window } = fetch;
    fetch.number = ++this.#numbers;
    this.#send("fetch", { channel, id: fetch.number, data: { file, from: position, window } });
  }

  /** @param {number} number */
  #find(number) {
    return [...this.#fetches].find((fetch) => fetch.number === number);
  }

  /** @param {Fetch} fetch @param {() => void} tell */
  #end(fetch, tell) {
    this.#fetches.delete(fetch);
    tell();
  }
}
