// One file that the application fetches, over all the links that may come and go meanwhile.

import { Sha256 } from "../file/sha256.js";
import { whole } from "./options.js";

/**
 * @typedef {object} FetchFileOptions
 * @property {number} [from] the first byte that is wanted; then what comes cannot be compared with the hash
 * @property {number} [window] how many bytes may come that have not been taken
 * @property {(position: number) => void} [onProgress] what has come, from the beginning of the file on
 * @property {AbortSignal} [signal]
 */

/** Why a file does not come, or not whole. */
export class FetchError extends Error {
  name = "FetchError";

  /** @param {string} code as in the protocol, `damaged`, or `lost` @param {string} message */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

export class FileFetch {
  #channel;
  #file;
  #window;
  #onProgress;
  #closed;
  #position;
  #acknowledged;
  /** How many acknowledgements there were in the present second, and when it began. */
  #acknowledgements = 0;
  #second = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;
  /** Until it is closed. */
  #listening = new AbortController();
  /** @type {Sha256 | undefined} */
  #hash;
  /** What has come: the browser keeps a large Blob on the disk. @type {Blob[]} */
  #parts = [];
  /** What has come since then. @type {Uint8Array<ArrayBuffer>[]} */
  #pieces = [];
  #pieceBytes = 0;
  /** @type {import("../file/fetches.js").Fetching | undefined} */
  #fetching;
  /** @type {(whole: Blob) => void} */
  #resolve = () => {};
  /** @type {(reason: unknown) => void} */
  #reject = () => {};
  /** @type {Promise<Blob>} */
  result = new Promise((resolve, reject) => {
    this.#resolve = resolve;
    this.#reject = reject;
  });

  /**
   * @param {string} channel
   * @param {string} file its id
   * @param {FetchFileOptions} options
   * @param {(fetch: FileFetch) => void} closed
   * @throws {RangeError} if `from` or `window` is no such number
   */
  constructor(channel, file, { from = 0, window = WINDOW_BYTES, onProgress, signal }, closed) {
    if (from !== 0) whole("from", from);
    this.#channel = channel;
    this.#file = file;
    this.#window = whole("window", window, MOST_WINDOW_BYTES);
    this.#onProgress = onProgress;
    this.#closed = closed;
    this.#position = from;
    this.#acknowledged = from;
    if (from === 0) this.#hash = new Sha256();
    signal?.addEventListener("abort", () => this.#fail(signal.reason), { signal: this.#listening.signal });
    if (signal?.aborted) this.#fail(signal.reason);
  }

  /** Goes on, on another link. @param {import("../link/link.js").Link} link */
  attach(link) {
    this.#acknowledged = this.#position;
    this.#fetching = link.fetch(
      this.#channel,
      this.#file,
      { from: this.#position, window: this.#window },
      {
        piece: (_, bytes) => this.#take(bytes),
        fetched: (file) => this.#end(file),
        refused: ({ code, message }) => this.#fail(new FetchError(code, message)),
      },
    );
  }

  detach() {
    this.#fetching?.close();
    this.#fetching = undefined;
  }

  close() {
    this.#parts = [];
    this.#pieces = [];
    clearTimeout(this.#later);
    this.#listening.abort();
    this.detach();
    this.#closed(this);
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  #take(bytes) {
    this.#hash?.add(bytes);
    this.#position += bytes.length;
    this.#pieces.push(bytes);
    this.#pieceBytes += bytes.length;
    if (this.#pieceBytes >= PART_BYTES) this.#gather();
    this.#acknowledge();
    this.#onProgress?.(this.#position);
  }

  /** After each half of the window, but not too often: the server does not take that many messages in a second. */
  #acknowledge() {
    if (this.#position - this.#acknowledged < this.#window / 2 || this.#later) return;
    const wait = this.#second + 1000 - performance.now();
    if (wait <= 0) {
      this.#second = performance.now();
      this.#acknowledgements = 0;
    } else if (this.#acknowledgements >= MOST_ACKNOWLEDGEMENTS_PER_S) {
      this.#later = setTimeout(() => {
        this.#later = undefined;
        this.#acknowledge();
      }, wait);
      return;
    }
    this.#acknowledgements += 1;
    this.#acknowledged = this.#position;
    this.#fetching?.acknowledge(this.#position);
  }

  #gather() {
    this.#parts.push(new Blob(this.#pieces));
    this.#pieces = [];
    this.#pieceBytes = 0;
  }

  /** @param {{ bytes: number, sha256: string }} file */
  #end({ bytes, sha256 }) {
    if (this.#position !== bytes || (this.#hash && this.#hash.end() !== sha256)) {
      return this.#fail(new FetchError("damaged", "what has come is not the file that was published"));
    }
    this.#gather();
    this.#resolve(new Blob(this.#parts));
    this.close();
  }

  /** @param {unknown} reason */
  #fail(reason) {
    this.#reject(reason);
    this.close();
  }
}

const WINDOW_BYTES = 1024 * 1024;
const MOST_WINDOW_BYTES = 2 ** 31 - 1;
/** Of one file: a server takes 2000 messages in a second, and 8 files at once. */
const MOST_ACKNOWLEDGEMENTS_PER_S = 240;
const PART_BYTES = 8 * 1024 * 1024;
