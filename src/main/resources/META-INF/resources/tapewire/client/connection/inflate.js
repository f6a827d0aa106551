// Undoes raw DEFLATE, within a bound.

/** Whether this browser can. */
export const canInflate = "DecompressionStream" in globalThis && hasRaw();

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {number} most bytes that may come out
 * @returns {Promise<string>} UTF-8; rejected with a RangeError if it would be more, and with a TypeError if the bytes are damaged, end too soon or go on too long
 */
export async function inflate(bytes, most) {
  const { readable, writable } = new DecompressionStream("deflate-raw");
  const reader = readable.getReader();
  const written = write(bytes, writable.getWriter());
  // Whatever goes wrong there is seen by the reader, too.
  written.catch(() => {});
  const utf8 = new TextDecoder();
  let text = "";
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.byteLength;
    if (length > most) {
      const error = new RangeError(`a frame has more than ${most} bytes`);
      await reader.cancel(error);
      throw error;
    }
    text += utf8.decode(part.value, { stream: true });
  }
  await written;
  return text + utf8.decode();
}

/**
 * Chromium inflates all that is written at once without a pause, so a little at a time: a piece gives at most a thousand times its size.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {WritableStreamDefaultWriter<BufferSource>} writer
 */
async function write(bytes, writer) {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
    await writer.write(bytes.subarray(from, from + PIECE_BYTES));
  }
  await writer.close();
}

function hasRaw() {
  try {
    return !!new DecompressionStream("deflate-raw");
  } catch {
    // Chromium knew the others first, and throws for a format that it does not know.
    return false;
  }
}

const PIECE_BYTES = 16 * 1024;
