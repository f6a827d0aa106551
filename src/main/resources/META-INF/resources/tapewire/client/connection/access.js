// Where the server is and with which token it is asked, for the socket and for requests over HTTP.

export class Access {
  #socket;
  #root;
  #getToken;
  #fetch;
  /** The one that was used last. @type {string | undefined} */
  #token;

  /**
   * @param {object} options
   * @param {string} options.url of the socket, without token and channels
   * @param {string} [options.token] without any token, the browser's cookie must do
   * @param {() => string | Promise<string>} [options.getToken] asked before each attempt to connect
   * @param {typeof globalThis.fetch} [options.fetch]
   */
  constructor({ url, token, getToken, fetch = globalThis.fetch }) {
    this.#socket = url;
    this.#root = new URL(".", url);
    this.#root.protocol = this.#root.protocol === "wss:" ? "https:" : "http:";
    this.#token = token;
    this.#getToken = getToken;
    this.#fetch = fetch.bind(globalThis);
  }

  /** The address to connect to; a promise only where a token must be asked for. @returns {string | Promise<string>} */
  socketAddress() {
    if (!this.#getToken) return this.#address();
    return Promise.resolve(this.#getToken()).then((token) => {
      if (typeof token !== "string" || token === "") throw new TypeError("getToken gave no token");
      this.#token = token;
      return this.#address();
    });
  }

  /**
   * Whether this viewer may still watch: a browser hides the status of a refused handshake.
   *
   * @returns {Promise<number | undefined>} the HTTP status, or undefined when the server cannot be reached
   */
  async status() {
    try {
      const response = await this.get("channels");
      await response.body?.cancel();
      return response.status;
    } catch (unreachable) {
      if (unreachable instanceof TypeError) return undefined;
      throw unreachable;
    }
  }

  /** @param {string} path below the application's root */
  get(path) {
    /** @type {Record<string, string>} */
    const headers = this.#token ? { Authorization: `Bearer ${this.#token}` } : {};
    return this.#fetch(new URL(path, this.#root), { headers, cache: "no-store", redirect: "manual" });
  }

  #address() {
    const url = new URL(this.#socket);
    // Empty on purpose: channels are subscribed to by message, and no parameter at all would mean `main`.
    url.searchParams.set("channel", "");
    if (this.#token) url.searchParams.set("token", this.#token);
    return url.href;
  }
}
