// Where the server is and with which token it is asked, for the socket and for requests over HTTP.

import { limited, request } from "./request.js";

export class Access {
  #socket;
  #root;
  #getToken;
  #world;
  /** The one that was used last. @type {string | undefined} */
  #token;

  /**
   * @param {object} options
   * @param {string} options.url of the socket, without token and channels
   * @param {string} [options.token] without any token, the browser's cookie must do
   * @param {() => string | Promise<string>} [options.getToken] asked before each attempt to connect, and when a token is refused
   * @param {import("./request.js").World & { origin?: string }} [world] `origin`: that of the page
   */
  constructor({ url, token, getToken }, world) {
    this.#socket = url;
    this.#root = new URL(".", url);
    this.#root.protocol = this.#root.protocol === "wss:" ? "https:" : "http:";
    this.#token = token;
    this.#getToken = getToken;
    this.#world = world;
  }

  /**
   * The address to connect to; a promise only where there is a token. Addresses are logged, so it has a ticket in place of the token.
   *
   * @returns {string | Promise<string>} rejected with an error that has the HTTP `status` when the server gives no ticket
   */
  socketAddress() {
    if (this.#getToken) return this.#renewToken(this.#getToken).then(() => this.#ticketAddress());
    return this.#token ? this.#ticketAddress() : this.#address();
  }

  /** A token that was not used before. @returns {Promise<string>} */
  async freshToken() {
    if (!this.#getToken) throw new TypeError("nobody gives tokens");
    await limited(this.#renewToken(this.#getToken), { clock: this.#world?.clock });
    return /** @type {string} */ (this.#token);
  }

  /**
   * Whether this viewer may still watch: a browser hides the status of a refused handshake.
   *
   * @param {AbortSignal} [signal]
   * @returns {Promise<number | undefined>} the HTTP status, or undefined when the server cannot be reached
   */
  async status(signal) {
    try {
      // Unlike GET, OPTIONS says from which origin it comes, as the handshake does.
      const response = await this.#ask("ws", signal, "OPTIONS");
      await response.body?.cancel();
      return response.status;
    } catch (unreachable) {
      if (isUnreachable(unreachable)) return undefined;
      throw unreachable;
    }
  }

  /**
   * The answer to a request. Where a token can be asked for, it is asked for when there is none yet and when the server refuses the last one.
   *
   * @param {string} path below the application's root
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {Promise<Response>}
   */
  async get(path, { signal } = {}) {
    if (!this.#getToken) return this.#ask(path, signal);
    const renewed = async (/** @type {() => string | Promise<string>} */ getToken) =>
      limited(this.#renewToken(getToken), { signal, clock: this.#world?.clock });
    if (this.#token === undefined) await renewed(this.#getToken);
    const response = await this.#ask(path, signal);
    if (response.status !== UNAUTHORIZED) return response;
    await response.body?.cancel();
    await renewed(this.#getToken);
    return this.#ask(path, signal);
  }

  /** @param {string} path @param {AbortSignal} [signal] @param {string} [method] */
  async #ask(path, signal, method = "GET") {
    const url = new URL(path, this.#root);
    // The token is for nobody else.
    if (!url.href.startsWith(this.#root.href)) throw new RangeError(`not below ${this.#root}: ${path}`);
    /** @type {Record<string, string>} */
    const headers = this.#token ? { Authorization: `Bearer ${this.#token}` } : {};
    return request(url, { method, headers, cache: "no-store", redirect: "manual", signal }, this.#world);
  }

  /** @param {() => string | Promise<string>} getToken */
  #renewToken(getToken) {
    return Promise.resolve(getToken()).then((token) => {
      if (typeof token !== "string" || token === "") throw new TypeError("getToken gave no token");
      this.#token = token;
    });
  }

  async #ticketAddress() {
    // A page of another origin may connect, but browsers do not let it ask for a ticket.
    const page = this.#world?.origin ?? globalThis.location?.origin;
    if (page !== undefined && page !== this.#root.origin) return this.#address({ token: this.#token });
    const response = await this.#ask("tapewire/tickets", undefined, "POST");
    if (response.ok) return this.#address({ ticket: (await response.json()).ticket });
    await response.body?.cancel();
    throw Object.assign(new Error(`no ticket: status ${response.status}`), { status: response.status });
  }

  /** @param {Record<string, string | undefined>} [proof] */
  #address(proof = {}) {
    const url = new URL(this.#socket);
    // Empty on purpose: channels are subscribed to by message, and no parameter at all would mean `main`.
    url.searchParams.set("channel", "");
    for (const [name, value] of Object.entries(proof)) url.searchParams.set(name, String(value));
    return url.href;
  }
}

/** Whether a request has failed on the way, or was given up. @param {unknown} error */
function isUnreachable(error) {
  return error instanceof TypeError || error instanceof DOMException;
}

const UNAUTHORIZED = 401;
