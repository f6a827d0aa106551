// Searches all of a channel's history on the server, newest lines first.

import { resourcePath } from "../connection/address.js";

/**
 * @typedef {object} Hit
 * @property {number} offset
 * @property {number} line
 * @property {string} [timestamp]
 * @property {string} text
 * @property {[number, number][]} spans
 *
 * @typedef {object} SearchQuery
 * @property {string} text
 * @property {boolean} regex
 * @property {boolean} case
 * @property {boolean} [invert] whether the lines are wanted that do not match
 * @property {number} [after] only lines that begin after this record
 * @property {number} [before] only lines that begin before this record
 * @property {number} [limit] about so many lines
 *
 * @typedef {object} Listener
 * @property {(hit: Hit) => void} hit
 * @property {(offset: number) => void} searched down to this record
 * @property {(end: { reason: string, next?: number }) => void} done
 */

/**
 * @param {(path: string, options: { signal: AbortSignal }) => Promise<Response>} get asks the server
 * @param {string} channel
 * @param {SearchQuery} query
 * @param {Listener} listener
 * @param {AbortSignal} signal
 * @throws {Error} in words for the viewer, when the server refuses
 */
export async function searchHistory(get, channel, query, listener, signal) {
  const { text, limit = LIMIT, ...others } = query;
  const parameters = new URLSearchParams({ q: text, limit: String(limit) });
  for (const [name, value] of Object.entries(others)) if (value !== undefined && value !== false) parameters.set(name, String(value));
  const response = await get(resourcePath(channel, `search?${parameters}`), { signal });
  if (!response.ok || !response.body) throw new Error(await refusal(response));
  let rest = "";
  let isDone = false;
  for await (const piece of chunks(response.body.pipeThrough(new TextDecoderStream()))) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") continue;
      const answer = JSON.parse(line);
      isDone ||= answer.done === true;
      tell(answer, listener);
    }
  }
  if (!isDone) throw new Error("The search broke off");
}

/**
 * One answer of the server as a whole.
 *
 * @param {(path: string, options: { signal: AbortSignal }) => Promise<Response>} get asks the server
 * @param {string} channel
 * @param {SearchQuery} query
 * @param {AbortSignal} signal
 * @returns {Promise<{ hits: Hit[], reason: string, next: number }>} newest first; `next`: what is before this record has not been searched
 * @throws {Error} in words for the viewer
 */
export async function searchPage(get, channel, query, signal) {
  /** @type {Hit[]} */
  const hits = [];
  let end = { reason: "", next: 0 };
  const listener = {
    hit: (/** @type {Hit} */ hit) => void hits.push(hit),
    searched: () => {},
    done: (/** @type {{ reason: string, next?: number }} */ { reason, next = 0 }) => (end = { reason, next }),
  };
  await searchHistory(get, channel, query, listener, signal);
  return { hits, ...end };
}

/** @param {any} answer @param {Listener} listener */
function tell(answer, listener) {
  if (answer.done) listener.done(answer);
  else if (answer.searched !== undefined) listener.searched(answer.searched);
  else listener.hit(answer);
}

/** @param {ReadableStream<string>} stream */
async function* chunks(stream) {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** @param {Response} response */
async function refusal(response) {
  const answer = await response.json().catch(() => undefined);
  return answer?.error?.message ?? `The server answers ${response.status}`;
}

const LIMIT = 200;
