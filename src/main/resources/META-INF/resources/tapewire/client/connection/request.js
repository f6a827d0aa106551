// One request over HTTP. It is given up when nothing comes for too long: behind a frozen proxy it would wait for ever.

import { systemClock } from "./clock.js";

/**
 * @typedef {object} World
 * @property {typeof globalThis.fetch} [fetch]
 * @property {import("./clock.js").Clock} [clock]
 *
 * @typedef {<T>(promise: Promise<T>) => Promise<T>} Limit
 */

/**
 * As `fetch`. The time limit holds for the head of the answer, and for each piece of its body.
 *
 * @param {string | URL} url
 * @param {RequestInit} init
 * @param {World} [world]
 * @returns {Promise<Response>} like its body it is rejected with a `TimeoutError` when nothing comes
 */
export async function request(url, { signal, ...init }, { fetch = globalThis.fetch, clock } = {}) {
  signal?.throwIfAborted();
  const over = new AbortController();
  signal?.addEventListener("abort", () => over.abort(signal.reason), { signal: over.signal });
  /** @type {Limit} */
  const inTime = (promise) =>
    limited(promise, { signal, clock }).catch((error) => {
      over.abort(error);
      throw error;
    });
  const response = await inTime(fetch.call(globalThis, url, { ...init, signal: over.signal }));
  if (response.body)
    return new Response(
      watched(response.body.getReader(), inTime, () => over.abort()),
      response,
    );
  over.abort();
  return response;
}

/**
 * The body as it is read: who reads slowly has no time limit.
 *
 * @param {ReadableStreamDefaultReader<Uint8Array>} reader
 * @param {Limit} inTime
 * @param {() => void} over called when nothing more will be read
 */
function watched(reader, inTime, over) {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await inTime(reader.read());
        if (!done) return controller.enqueue(value);
        controller.close();
        over();
      },
      async cancel(reason) {
        await reader.cancel(reason);
        over();
      },
    },
    // Nothing is read that nobody asks for.
    { highWaterMark: 0 },
  );
}

/**
 * A promise that is waited for no longer than an answer.
 *
 * @template T
 * @param {Promise<T>} promise
 * @param {{ signal?: AbortSignal | null, clock?: import("./clock.js").Clock }} options
 * @returns {Promise<T>}
 */
export async function limited(promise, { signal, clock = systemClock }) {
  const wait = new AbortController();
  const givenUp = new Promise((_, reject) => {
    const late = () => reject(new DOMException(`nothing came for ${MOST_MILLIS / 1000} s`, "TimeoutError"));
    wait.signal.addEventListener("abort", clock.after(MOST_MILLIS, late));
    signal?.addEventListener("abort", () => reject(signal.reason), { signal: wait.signal });
  });
  try {
    return await Promise.race([promise, givenUp]);
  } finally {
    wait.abort();
  }
}

/** The longest silence. A search tells at least once a second how far it is. */
const MOST_MILLIS = 30_000;
