// Tells the server what has been shown, seldom enough to cost nothing and often enough never to let it wait.

import { systemClock } from "../connection/clock.js";

export class Acknowledgement {
  #send;
  #clock;
  #everyBytes;
  #idleMillis;
  #acknowledged = 0;
  #shown = 0;
  #shownBytes = 0;
  /** @type {(() => void) | undefined} */
  #cancel;

  /**
   * @param {object} options
   * @param {(offset: number) => void} options.send
   * @param {import("../connection/clock.js").Clock} [options.clock]
   * @param {number} [options.everyBytes] send at once when so much has been shown since the last time
   * @param {number} [options.idleMillis] otherwise send after so long
   */
  constructor({ send, clock = systemClock, everyBytes = EVERY_BYTES, idleMillis = IDLE_MILLIS }) {
    this.#send = send;
    this.#clock = clock;
    this.#everyBytes = everyBytes;
    this.#idleMillis = idleMillis;
  }

  /** @param {number} offset @param {number} bytes */
  shown(offset, bytes) {
    if (offset <= this.#shown) return;
    this.#shown = offset;
    this.#shownBytes += bytes;
    if (this.#shownBytes >= this.#everyBytes) this.flush();
    else this.#cancel ??= this.#clock.after(this.#idleMillis, () => this.flush());
  }

  flush() {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#shownBytes = 0;
    if (this.#shown === this.#acknowledged) return;
    this.#acknowledged = this.#shown;
    this.#send(this.#shown);
  }

  /** Delivery begins anew after this position: what was before it needs no acknowledgement. @param {number} offset */
  restart(offset) {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#shownBytes = 0;
    this.#shown = offset;
    this.#acknowledged = offset;
  }
}

const EVERY_BYTES = 64 * 1024;
const IDLE_MILLIS = 100;
