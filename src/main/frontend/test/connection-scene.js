// A connection, with a clock and a server that the test moves by hand, and what it tells.

import { Backoff } from "../../resources/META-INF/resources/tapewire/client/connection/backoff.js";
import { Connection } from "../../resources/META-INF/resources/tapewire/client/connection/connection.js";
import { Retries } from "../../resources/META-INF/resources/tapewire/client/connection/retries.js";
import { FakeClock, FakeServer } from "./fakes.js";

export class ConnectionScene {
  clock = new FakeClock();
  server = new FakeServer();
  /** The HTTP status of the session. @type {number | undefined} */
  sessionStatus;
  /** @type {string[]} */
  states = [];
  /** @type {string[]} */
  problems = [];
  /** @type {string[]} */
  messages = [];
  /** @type {Connection} */
  connection;

  constructor() {
    this.connection = this.make();
    this.connection.connect();
  }

  /** Another connection takes the place of the first one. @param {{ maxAttempts?: number, random?: () => number, address?: any, status?: any }} [options] */
  make({ maxAttempts, random = () => 1, ...options } = {}) {
    const { clock, server } = this;
    this.connection = new Connection({
      address: () => "ws://localhost/ws?channel=",
      clock,
      retries: new Retries({ maxAttempts, backoff: new Backoff({ firstMillis: 1000, random }) }),
      open: server.open,
      status: async () => this.sessionStatus,
      listener: {
        state: ({ name }) => void this.states.push(name),
        message: ({ type }) => void this.messages.push(type),
        problem: ({ message }) => void this.problems.push(message),
      },
      ...options,
    });
    return this.connection;
  }

  /** Milliseconds until the next attempt. */
  get wait() {
    return (this.connection.state.nextAttemptAt ?? NaN) - this.clock.now();
  }
}
