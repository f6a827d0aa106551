// Reads one of a channel's resources; what is read for an earlier question is forgotten.

import { resourcePath } from "../connection/address.js";

export class Resource {
  #name;
  #answered;
  #asked = new AbortController();

  /**
   * @param {string} name as `tasks`
   * @param {(answer: any) => void} answered
   */
  constructor(name, answered) {
    this.#name = name;
    this.#answered = answered;
  }

  /**
   * A channel that does not exist yet has no answer.
   *
   * @param {import("../library/client.js").WebSocketClient} client
   * @param {string} channel
   */
  async ask(client, channel) {
    this.forget();
    const { signal } = this.#asked;
    try {
      const response = await client.get(resourcePath(channel, this.#name), { signal });
      if (response.ok) this.#answered(await response.json());
      else if (response.status !== NOT_FOUND) console.warn(`tapewire: ${this.#name} of ${channel}: status ${response.status}`);
    } catch (error) {
      // Without a server there is nothing to show; the next time delivery begins it is asked again.
      if (!signal.aborted) console.warn(`tapewire: ${this.#name} of ${channel}:`, error);
    }
  }

  forget() {
    this.#asked.abort();
    this.#asked = new AbortController();
  }
}

const NOT_FOUND = 404;
