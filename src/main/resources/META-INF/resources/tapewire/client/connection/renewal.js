// Sends a fresh token before the connection's own ends, so that nothing is interrupted.

/**
 * @typedef {import("./protocol.js").Envelope} Envelope
 */

export class Renewal {
  #options;
  #requests = 0;
  /** Milliseconds on this clock. */
  #endsAt = 0;
  /** @type {(() => void) | undefined} */
  #cancel;

  /**
   * @param {object} options
   * @param {() => Promise<string>} options.freshToken
   * @param {(type: string, fields: { id: string, data: object }) => void} options.send
   * @param {(error: Error) => void} options.problem
   * @param {import("./clock.js").Clock} options.clock
   */
  constructor(options) {
    this.#options = options;
  }

  /** @param {Envelope} envelope @returns {boolean} whether it is an answer to this alone */
  receive(envelope) {
    const { type, id, data } = envelope;
    const isAnswer = id !== undefined && id === this.#id;
    if (type === "connected" || (type === "refreshed" && isAnswer)) this.#begin(envelope);
    else if (type === "error" && isAnswer) this.#failed(new Error(`the fresh token was refused: ${data.message}`));
    return isAnswer;
  }

  /** The connection has ended. */
  stop() {
    this.#cancel?.();
    this.#cancel = undefined;
    // What is still being asked for belongs to no connection any more.
    this.#requests += 1;
  }

  get #id() {
    return `renewal#${this.#requests}`;
  }

  /** The server's clock may differ, so only the time from its message to the end counts. @param {Envelope} envelope */
  #begin({ data: { expires }, timestamp }) {
    this.stop();
    const left = Date.parse(expires) - Date.parse(timestamp ?? "");
    // A token without an end needs no other.
    if (Number.isNaN(left)) return;
    this.#endsAt = this.#options.clock.now() + left;
    this.#renewIn(left - Math.min(MOST_EARLY_MILLIS, left / 4));
  }

  /** @param {number} millis */
  #renewIn(millis) {
    const { after } = this.#options.clock;
    // Timers of browsers run at once if they are to run in more than 24 days.
    const isLong = millis > MOST_TIMER_MILLIS;
    this.#cancel = after(Math.min(Math.max(0, millis), MOST_TIMER_MILLIS), () =>
      isLong ? this.#renewIn(millis - MOST_TIMER_MILLIS) : this.#renew(),
    );
  }

  async #renew() {
    this.#requests += 1;
    const id = this.#id;
    try {
      const token = await this.#options.freshToken();
      if (id === this.#id) this.#options.send("refresh", { id, data: { token } });
    } catch (error) {
      if (id === this.#id) this.#failed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Tries again while there is time. @param {Error} error */
  #failed(error) {
    const left = this.#endsAt - this.#options.clock.now();
    this.#options.problem(error);
    if (left > LEAST_RETRY_MILLIS) this.#renewIn(Math.max(LEAST_RETRY_MILLIS, left / 4));
  }
}

const MOST_EARLY_MILLIS = 60_000;
const MOST_TIMER_MILLIS = 24 * 60 * 60 * 1000;
const LEAST_RETRY_MILLIS = 1_000;
