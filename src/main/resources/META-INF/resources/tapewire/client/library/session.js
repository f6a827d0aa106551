// A single-page application's session: knows where its token comes from, connects when it starts, and disconnects when it ends.

import { request } from "../connection/request.js";
import { WebSocketClient } from "./client.js";

/**
 * @typedef {import("./options.js").ClientOptions} ClientOptions
 *
 * @typedef {Omit<ClientOptions, "token"> & { tokenUrl?: string | URL }} SessionOptions `tokenUrl`: where the application's own server gives a token to
 *   the user who is signed in, as text or as JSON `{ "token": … }`; instead of `getToken`
 */

export class Session {
  #client;

  /** @param {SessionOptions} options */
  constructor({ tokenUrl, ...options }) {
    const getToken = tokenUrl === undefined ? options.getToken : () => tokenFrom(tokenUrl);
    this.#client = new WebSocketClient({ ...options, getToken });
  }

  /** May be used, and handed on to elements, before the session starts. */
  get client() {
    return this.#client;
  }

  /** The user has signed in. Without effect when it has started already. */
  start = () => this.#client.connect();

  /** The user signs out: nothing is received or sent any more. It may be started again. */
  end = () => this.#client.disconnect();
}

/** A token that the application's server has refused. */
class Refused extends Error {
  name = "Refused";

  /** @param {number} status */
  constructor(status) {
    super(`no token: status ${status}`);
    this.status = status;
  }
}

/** @param {string | URL} url @returns {Promise<string>} */
async function tokenFrom(url) {
  const response = await request(url, { cache: "no-store", credentials: "same-origin" });
  const text = await response.text();
  if (!response.ok) throw new Refused(response.status);
  const isJson = response.headers.get("Content-Type")?.includes("json");
  return isJson ? JSON.parse(text).token : text.trim();
}
