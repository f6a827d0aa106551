// One end of the line between a tab and the shared worker: the functions of one end are called by the other.

import { systemClock } from "../connection/clock.js";
import { Heartbeat } from "../connection/heartbeat.js";

/**
 * @typedef {object} MessageEnd what is needed of a MessagePort
 * @property {((event: any) => void) | null} onmessage
 * @property {(message: any) => void} postMessage
 * @property {() => void} close
 * @property {(type: "close", listener: () => void) => void} addEventListener
 */

/** Detects that the other end is gone: it has crashed, is frozen, or was closed without notice. */
export class Port {
  #end;
  #heartbeat;
  #gone;
  #closed = false;

  /**
   * @param {MessageEnd} end
   * @param {Record<string, (...values: any[]) => void>} functions
   * @param {object} options
   * @param {() => void} options.gone called once when the other end is not there any more, and not after `close()`
   * @param {number} options.answerMillis the longest wait for an answer of the other end
   * @param {import("../connection/clock.js").Clock} [options.clock]
   */
  constructor(end, functions, { gone, answerMillis, clock = systemClock }) {
    this.#end = end;
    this.#gone = gone;
    this.#heartbeat = new Heartbeat({ clock, answerMillis, ask: () => this.call("ask"), dead: () => this.#lost() });
    end.onmessage = ({ data: [name, ...values] }) => {
      if (this.#closed) return;
      this.#heartbeat.heard();
      if (name === "bye") this.#lost();
      else if (name === "ask") this.call("here");
      else if (name !== "here") functions[name](...values);
    };
    // Not every browser fires it.
    end.addEventListener("close", () => this.#lost());
    this.#heartbeat.start();
  }

  /** @param {string} name @param {...unknown} values what can be cloned */
  call(name, ...values) {
    if (!this.#closed) this.#end.postMessage([name, ...values]);
  }

  /** Makes sure that the other end is there. */
  check() {
    this.#heartbeat.check();
  }

  /** Tells the other end, which is told so even if it is frozen at the moment. */
  close() {
    this.call("bye");
    this.#closed = true;
    this.#heartbeat.stop();
    this.#end.close();
  }

  #lost() {
    if (this.#closed) return;
    this.close();
    this.#gone();
  }
}
