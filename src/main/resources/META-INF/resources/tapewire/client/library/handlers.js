// Who wants to hear of which messages. One that throws harms no other, and is reported on the console.

/** @typedef {(message: any) => void} Handler */

export class Handlers {
  /** @type {Map<string, Set<{ handler: Handler }>>} */
  #handlers = new Map();

  /**
   * @param {string} type of the messages, or `*` for all
   * @param {Handler} handler
   * @returns {() => void} ends it
   */
  add(type, handler) {
    if (typeof handler !== "function") throw new TypeError(`the handler of ${type} is a function`);
    // Each time is one of its own, also for the same function.
    const entry = { handler };
    const entries = this.#handlers.get(type) ?? new Set();
    this.#handlers.set(type, entries.add(entry));
    return () => {
      entries.delete(entry);
      if (entries.size === 0 && this.#handlers.get(type) === entries) this.#handlers.delete(type);
    };
  }

  /** @param {string} type @param {unknown} message */
  tell(type, message) {
    for (const name of [type, ALL]) {
      for (const { handler } of [...(this.#handlers.get(name) ?? [])]) guarded(() => handler(message));
    }
  }
}

/** @param {() => void} call of the application @returns {boolean} whether it has not thrown */
export function guarded(call) {
  try {
    call();
    return true;
  } catch (error) {
    console.error("tapewire: a handler has thrown", error);
    return false;
  }
}

const ALL = "*";
