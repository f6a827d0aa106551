// One connection to the server: keeps itself alive, comes back by itself, and says in which state it is. It knows no channels.

import { Attempt } from "./attempt.js";
import { systemClock } from "./clock.js";
import { Heartbeat } from "./heartbeat.js";
import { Inquiry } from "./inquiry.js";
import { decode, encode, isKnown, isRecord, ProtocolError } from "./protocol.js";
import { Retries } from "./retries.js";
import { openSocket } from "./socket.js";
import { CLOSED, IDLE } from "./state.js";

/**
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} Listener
 * @property {(state: State) => void} state
 * @property {(envelope: import("./protocol.js").Envelope) => void} message
 * @property {(piece: import("./piece.js").Piece) => void} [piece] of a file
 * @property {(error: Error) => void} problem what cannot be used, of the server or of the application
 */

export class Connection {
  #options;
  #clock;
  #retries;
  #heartbeat;
  #inquiry;
  /** @type {Attempt | undefined} */
  #attempt;
  /** @type {(() => void) | undefined} */
  #cancel;
  #openSince = 0;
  #triedAt = 0;
  #hidden = false;
  /** @type {State} */
  state = IDLE;

  /**
   * @param {object} options
   * @param {() => string | Promise<string>} options.address asked for each attempt
   * @param {Listener} options.listener
   * @param {Retries} [options.retries]
   * @param {import("./clock.js").Clock} [options.clock]
   * @param {typeof openSocket} [options.open]
   * @param {boolean} [options.deflate] whether the server may compress; where not given, unless it runs on this machine
   * @param {boolean} [options.renewsToken] whether each attempt has a token of its own, so that the end of one is not the last word
   * @param {(signal: AbortSignal) => Promise<number | undefined>} [options.status] the HTTP status of the session, asked when an attempt fails
   */
  constructor(options) {
    this.#options = { ...options, open: options.open ?? openSocket };
    this.#clock = options.clock ?? systemClock;
    this.#retries = options.retries ?? new Retries();
    this.#heartbeat = new Heartbeat({
      clock: this.#clock,
      ask: () => this.send("ping"),
      dead: () => this.#ended({ code: 1006, reason: "", opened: true }),
    });
    this.#inquiry = new Inquiry(options.status, (status) => this.refuse(status));
  }

  connect() {
    if (this.#attempt || this.#isWaiting) return;
    this.#begin();
  }

  disconnect() {
    this.#leave();
    this.#inquiry.stop();
    this.#enter(CLOSED);
  }

  /** The server has refused a request over HTTP. @param {number} code the HTTP status */
  refuse(code) {
    this.#leave();
    this.#inquiry.stop();
    this.#enter({ name: "failed", code, reason: "" });
  }

  /** Attempts now what would be attempted later or never; on a connection that looks alive, makes sure that it is. */
  retryNow() {
    if (this.state.name === "failed") this.#begin();
    else this.wake();
  }

  /** The network is back, or somebody looks at the page: a moment to attempt what has been given up only for now. */
  wake() {
    if (this.state.name === "open") this.#heartbeat.check();
    else if (this.#isWaiting || this.#isHanging) this.#try();
    else if (this.state.name === "failed" && this.state.code === undefined) this.#begin();
  }

  /** While nobody looks, no attempt to reconnect is made; one that was due is made when somebody does. @param {boolean} hidden */
  set hidden(hidden) {
    this.#hidden = hidden;
    if (!hidden && this.#isWaiting && !this.#cancel) this.#try();
  }

  /**
   * @param {string} type
   * @param {{ channel?: string, id?: string | number, data?: object }} [fields]
   */
  send(type, fields) {
    this.sendText(encode(type, fields));
  }

  /** @param {string} text an envelope @returns {boolean} whether there is an open connection to send it on */
  sendText(text) {
    if (this.state.name !== "open") return false;
    this.#attempt?.send(text);
    return true;
  }

  get #isWaiting() {
    return this.state.name === "reconnecting" && !this.#attempt;
  }

  /** Whether the present attempt takes so long that another one may be faster. */
  get #isHanging() {
    return this.#attempt !== undefined && this.#clock.now() - this.#triedAt >= HANGING_MILLIS;
  }

  #begin() {
    this.#retries.reset();
    this.#try();
  }

  #try() {
    this.#leave();
    const { address, open, deflate } = this.#options;
    const attempt = new Attempt({
      address,
      open,
      deflate,
      clock: this.#clock,
      limitMillis: Math.min(CONNECT_MILLIS * 2 ** this.#retries.attempt, MOST_CONNECT_MILLIS),
      received: (text) => this.#received(text),
      broken: (cause) => this.#broken(cause),
      piece: (piece) => this.#took(piece),
      ended: (end) => this.#ended(end),
      problem: (error) => this.#problem(error),
    });
    this.#attempt = attempt;
    this.#triedAt = this.#clock.now();
    this.#enter(this.#retries.attempt === 0 ? { name: "connecting" } : this.#retries.state());
    // Whoever has heard of the state may have disconnected.
    if (this.#attempt === attempt) attempt.start();
  }

  #leave() {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#heartbeat.stop();
    this.#attempt?.abandon();
    this.#attempt = undefined;
  }

  /** @param {import("./attempt.js").End} end */
  #ended({ code, reason, opened }) {
    const wasGood = this.state.name === "open" && this.#clock.now() - this.#openSince >= STABLE_MILLIS;
    this.#leave();
    if (isFinal(code) && !(code === TOKEN_ENDED && this.#options.renewsToken)) return this.#enter({ name: "failed", code, reason });
    if (wasGood) this.#retries.reset();
    const wait = this.#retries.next();
    if (wait === undefined) return this.#enter(this.#retries.givenUp());
    this.#wait(wait);
    if (!opened) void this.#inquiry.begin();
  }

  /** @param {number} wait milliseconds */
  #wait(wait) {
    this.#cancel = this.#clock.after(wait, () => {
      this.#cancel = undefined;
      if (this.#hidden) this.#enter(this.#retries.state());
      else this.#try();
    });
    this.#enter({ ...this.#retries.state(), nextAttemptAt: this.#clock.now() + wait });
  }

  /** @param {string} text */
  #received(text) {
    this.#heartbeat.heard();
    let envelope;
    try {
      envelope = decode(text);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return this.#problem(error);
    }
    if (!isKnown(envelope.type) && !isRecord(envelope)) this.#problem(new ProtocolError(`unknown type ${envelope.type}`));
    if (envelope.type === "connected") this.#opened();
    this.#options.listener.message(envelope);
  }

  /** @param {import("./piece.js").Piece} piece */
  #took(piece) {
    this.#heartbeat.heard();
    this.#options.listener.piece?.(piece);
  }

  /** A frame that cannot be inflated is a frame that cannot be read. @param {Error} cause */
  #broken(cause) {
    this.#heartbeat.heard();
    this.#problem(new ProtocolError("a frame is an envelope, raw DEFLATE of one, or a piece of a file", { cause }));
  }

  #opened() {
    this.#attempt?.established();
    this.#inquiry.stop();
    this.#openSince = this.#clock.now();
    this.#heartbeat.start();
    this.#enter({ name: "open" });
  }

  /** @param {State} state */
  #enter(state) {
    this.state = state;
    this.#options.listener.state(state);
  }

  /** @param {unknown} error */
  #problem(error) {
    this.#options.listener.problem(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Whether a close code, or the HTTP status of who gives tokens, says: don't come back. @param {number} code */
function isFinal(code) {
  return code === 401 || code === 403 || code === 1008 || (code >= 4400 && code <= 4499);
}

/** The close code for a token that has ended. */
const TOKEN_ENDED = 4401;
/** The longest wait for a connection to be made and the server's first word on it; doubles with each attempt. */
const CONNECT_MILLIS = 10_000;
/** Firefox holds back a new socket for up to a minute after others have failed: an attempt must be able to outlast that. */
const MOST_CONNECT_MILLIS = 70_000;
/** An attempt of this age is replaced when somebody asks for one: the network may have changed since. */
const HANGING_MILLIS = 2_000;
/** A connection that lived so long was a good one: the next loss starts with short waits again. */
const STABLE_MILLIS = 5_000;
