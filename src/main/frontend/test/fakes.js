// Stand-ins for what the client reaches the world through: a clock moved by hand, a server at the other end of the socket.

import { decode } from "../../resources/META-INF/resources/tapewire/client/connection/protocol.js";

export class FakeClock {
  /** @type {{ at: number, call: () => void }[]} */
  #timers = [];
  time = 1_000_000;

  now = () => this.time;

  /** @param {number} millis @param {() => void} call */
  after = (millis, call) => {
    const timer = { at: this.time + millis, call };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((other) => other !== timer));
  };

  /** Lets time pass, and everything happen that falls due. @param {number} millis */
  pass(millis) {
    const end = this.time + millis;
    for (;;) {
      const [due] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!due) break;
      this.#timers = this.#timers.filter((other) => other !== due);
      this.time = due.at;
      due.call();
    }
    this.time = end;
  }

  get pending() {
    return this.#timers.length;
  }
}

/** @typedef {import("../../resources/META-INF/resources/tapewire/client/connection/socket.js").SocketHandler} Handler */

/** Everything that has been promised so far has happened, also what comes of it. */
export async function settled() {
  for (let i = 0; i < 3; i += 1) await new Promise((done) => setImmediate(done));
}

/**
 * Takes the place of `fetch`: a server that gives a ticket for each token, and nothing else.
 *
 * @param {string | URL | Request} url
 * @param {RequestInit} [init]
 */
export async function ticketOffice(url, init) {
  if (!String(url).endsWith("/tapewire/tickets")) return new Response("{}");
  const token = new Headers(init?.headers).get("Authorization")?.replace("Bearer ", "");
  return init?.method === "POST" && token
    ? Response.json({ ticket: `for-${token}` })
    : new Response("", { status: 401 });
}

/** A server that is told by the test what to do; takes the place of `openSocket`. */
export class FakeServer {
  /** @type {Handler[]} */
  #handlers = [];
  /** The address of the last connection. */
  url = "";
  /** What the client has sent on the present connection. @type {any[]} */
  received = [];
  left = false;
  answersPings = false;

  /** @param {string | URL} url @param {Handler} handler */
  open = (url, handler) => {
    this.url = String(url);
    this.#handlers.push(handler);
    this.received = [];
    this.left = false;
    return {
      send: (/** @type {string} */ text) => {
        const message = decode(text);
        this.received.push(message);
        if (message.type === "ping" && this.answersPings) this.send({ type: "pong" });
      },
      close: () => void (this.left = true),
    };
  };

  get attempts() {
    return this.#handlers.length;
  }

  get #handler() {
    return /** @type {NonNullable<ReturnType<typeof this.handlers.at>>} */ (this.#handlers.at(-1));
  }

  get handlers() {
    return this.#handlers;
  }

  accept() {
    this.#handler.opened();
    this.send({ type: "connected", data: { message: "welcome", client_count: 1 } });
  }

  /** @param {object} envelope */
  send(envelope) {
    this.#handler.received(JSON.stringify(envelope));
  }

  /** @param {string} text */
  sendText(text) {
    this.#handler.received(text);
  }

  /** @param {import("../../resources/META-INF/resources/tapewire/client/connection/piece.js").Piece} piece of a file */
  sendPiece(piece) {
    this.#handler.piece?.(piece);
  }

  /** @param {number} code @param {string} [reason] */
  end(code, reason = "") {
    this.#handler.closed({ code, reason });
  }

  /** @param {string} type */
  requests(type) {
    return this.received.filter((envelope) => envelope.type === type);
  }

  /** Answers the last request for a channel. @param {string} channel @param {object} [fields] */
  grant(channel, fields = {}) {
    const { id } = this.requests("subscribe").findLast((request) => request.channel === channel);
    this.send({
      type: "subscribed",
      id,
      channel,
      epoch: "e1",
      offset: 0,
      data: { recovered: false },
      ...fields,
    });
  }
}

/**
 * A record of terminal output.
 *
 * @param {number} offset
 * @param {{ first?: number, epoch?: string, channel?: string, output?: string }} [fields]
 */
export function output(
  offset,
  { first, epoch = "e1", channel = "build", output: text = `line ${offset}\n` } = {},
) {
  return { type: "terminal_output", channel, epoch, first, offset, data: { output: text } };
}
