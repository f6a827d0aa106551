// Finds out why an attempt has failed: a browser hides the HTTP status of a refused handshake, so it is asked for.

export class Inquiry {
  #ask;
  #refused;
  /** @type {AbortController | undefined} */
  #asking;

  /**
   * @param {((signal: AbortSignal) => Promise<number | undefined>) | undefined} ask for the HTTP status of the session; undefined where the server cannot be reached
   * @param {(status: number) => void} refused the viewer may not watch, by this status
   */
  constructor(ask, refused) {
    this.#ask = ask;
    this.#refused = refused;
  }

  /** One question at a time: behind a proxy that never answers there would be more and more. */
  async begin() {
    if (this.#asking) return;
    const asking = new AbortController();
    this.#asking = asking;
    const status = await this.#ask?.(asking.signal);
    if (asking.signal.aborted) return;
    this.#asking = undefined;
    if (status === 401 || status === 403) this.#refused(status);
  }

  /** The answer does not matter any more. */
  stop() {
    this.#asking?.abort();
    this.#asking = undefined;
  }
}
