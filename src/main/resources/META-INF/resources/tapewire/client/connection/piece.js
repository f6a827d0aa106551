// A piece of a file, which comes in a binary frame of its own.

/**
 * @typedef {object} Piece
 * @property {number} number of the request that it answers
 * @property {number} position of its first byte in the file
 * @property {Uint8Array<ArrayBuffer>} bytes
 */

/** The first byte of such a frame. */
export const PIECE = 1;

/** @param {ArrayBuffer} frame @returns {Piece | undefined} nothing, if it ends before its first byte */
export function readPiece(frame) {
  if (frame.byteLength <= HEAD_BYTES) return undefined;
  const head = new DataView(frame);
  return { number: head.getUint32(1), position: Number(head.getBigUint64(5)), bytes: new Uint8Array(frame, HEAD_BYTES) };
}

const HEAD_BYTES = 13;
