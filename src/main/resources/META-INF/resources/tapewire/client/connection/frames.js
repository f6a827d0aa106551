// What the frames of one socket say, as text and in their order: the browser inflates compressed ones only some time after they have come.

import { inflate } from "./inflate.js";
import { PIECE, readPiece } from "./piece.js";

/**
 * Frames are text, or bytes that begin with `{`, or with 2 and go on compressed, or with 1 and go on with a piece of a file. While one is being inflated, those that come after it wait. How much that can
 * be is bounded by the window of each channel, as for everything that has not been shown.
 */
export class Frames {
  #received;
  #broken;
  #piece;
  #utf8 = new TextDecoder();
  #waiting = Promise.resolve();
  #waits = 0;
  #over = false;

  /**
   * @param {(text: string) => void} received
   * @param {(error: Error) => void} broken a frame that cannot be read; those after it are received
   * @param {(piece: import("./piece.js").Piece) => void} [piece]
   */
  constructor(received, broken, piece) {
    this.#received = received;
    this.#broken = broken;
    this.#piece = piece;
  }

  /** @param {string | ArrayBuffer} data */
  take(data) {
    const kind = typeof data === "string" ? undefined : new Uint8Array(data, 0, Math.min(1, data.byteLength))[0];
    if (typeof data !== "string" && kind === PIECE) {
      this.inOrder(() => this.#deliverPiece(readPiece(data)));
    } else if (typeof data !== "string" && kind === DEFLATED) {
      const text = inflate(new Uint8Array(data, 1), MOST_BYTES);
      // It is awaited later, and may have failed by then.
      text.catch(() => {});
      this.#after(() => text.then((whole) => this.#deliver(whole), this.#fail));
    } else {
      const text = typeof data === "string" ? data : this.#utf8.decode(data);
      this.inOrder(() => this.#deliver(text));
    }
  }

  /** Does something when all frames that have come are delivered: now, if there is none. @param {() => void} work */
  inOrder(work) {
    if (this.#waits === 0) work();
    else this.#after(work);
  }

  /** Delivers nothing more. */
  stop() {
    this.#over = true;
  }

  /** @param {string} text */
  #deliver(text) {
    if (!this.#over) this.#received(text);
  }

  /** @param {import("./piece.js").Piece | undefined} piece */
  #deliverPiece(piece) {
    if (this.#over) return;
    if (piece) this.#piece?.(piece);
    else this.#broken(new RangeError("a piece of a file has a number, a position and bytes"));
  }

  /** @param {unknown} error */
  #fail = (error) => {
    if (!this.#over) this.#broken(error instanceof Error ? error : new Error(String(error)));
  };

  /** @param {() => void | Promise<void>} work */
  #after(work) {
    this.#waits += 1;
    this.#waiting = this.#waiting
      .then(work)
      // Those after it go on, and the fault is seen as that of any other frame is.
      .catch((fault) => queueMicrotask(() => raise(fault)))
      .finally(() => (this.#waits -= 1));
  }
}

/** @param {unknown} fault */
function raise(fault) {
  throw fault;
}

/** The first byte of a compressed frame. */
const DEFLATED = 2;
/** What one frame may be inflated to: more than any server sends, whose frames and messages have at most 1 MiB, escaped. */
const MOST_BYTES = 16 * 1024 * 1024;
