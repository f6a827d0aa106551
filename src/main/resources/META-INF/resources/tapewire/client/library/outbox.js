// What the application sends, in order, until it is on its way: bounded, because nobody knows how long there will be no connection.

const UTF8 = new TextEncoder();

export class Outbox {
  #post;
  #mostMessages;
  #mostBytes;
  /** @type {{ text: string, bytes: number }[]} */
  #messages = [];
  #bytes = 0;
  #open = false;

  /**
   * @param {(text: string) => void} post
   * @param {{ maxMessages: number, maxBytes: number }} bounds
   */
  constructor(post, { maxMessages, maxBytes }) {
    this.#post = post;
    this.#mostMessages = maxMessages;
    this.#mostBytes = maxBytes;
  }

  /** @param {string} text @returns {boolean} false: it does not fit, and will not be sent */
  add(text) {
    const bytes = UTF8.encode(text).length;
    if (this.#messages.length >= this.#mostMessages || this.#bytes + bytes > this.#mostBytes) return false;
    this.#messages.push({ text, bytes });
    this.#bytes += bytes;
    if (this.#open) this.#post(text);
    return true;
  }

  /** There is a connection, or another one. */
  opened() {
    this.#open = true;
    for (const { text } of [...this.#messages]) this.#post(text);
  }

  interrupted() {
    this.#open = false;
  }

  /** The oldest is on its way. */
  taken() {
    this.#bytes -= this.#messages.shift()?.bytes ?? 0;
  }

  clear() {
    this.#messages = [];
    this.#bytes = 0;
  }
}
