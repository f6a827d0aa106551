// A terminal's live view: follows a channel, shows what comes, and fires what the page may want to know on the terminal's element.

import { ChannelView } from "../terminal/channel-view.js";
import { Emptiness } from "./emptiness.js";
import { Extent } from "./extent.js";
import { fire } from "./fire.js";
import { numberOf } from "./attributes.js";
import { Reconnection } from "./reconnection.js";
import { Screen } from "../terminal/screen.js";
import { Transcript } from "../terminal/transcript.js";

/**
 * @typedef {import("../library/client.js").WebSocketClient} WebSocketClient
 *
 * @typedef {object} Calls
 * @property {() => { client: WebSocketClient, giveBack: () => void }} connect
 * @property {(state: import("../terminal/tail.js").State) => void} tailed
 * @property {(lines: number, time: number) => void} printed so many lines have been delivered, printed at this time of the server's clock
 * @property {import("../terminal/scroll-keys.js").Beyond} beyond
 */

export class Live {
  #host;
  #frame;
  #calls;
  #emptiness;
  #reconnection;
  #view;
  #screen;
  #extent;
  /** @type {WebSocketClient | undefined} */
  #client;
  /** Of the log that is shown. @type {string | undefined} */
  #epoch;
  /** How far the server's clock is ahead of this one, in milliseconds. */
  #skew = 0;
  /** @type {(() => void) | undefined} */
  #leave;

  /** @param {HTMLElement & { channel: string }} host @param {import("./frame.js").Frame} frame @param {Calls} calls */
  constructor(host, frame, calls) {
    this.#host = host;
    this.#frame = frame;
    this.#calls = calls;
    this.#emptiness = new Emptiness((empty) => this.#showEmpty(empty));
    this.#reconnection = new Reconnection((words, isLoss) => {
      frame.reconnected(words, isLoss);
      fire(host, "reconnected", { words, isLoss });
    });
    const screen = new Screen(frame.place, {
      scrollback: numberOf(host, "scrollback"),
      rows: numberOf(host, "rows"),
      tailed: calls.tailed,
      progressed: (percent) => fire(host, "progress", { percent }),
      beyond: calls.beyond,
    });
    this.#screen = screen;
    this.#extent = new Extent(screen);
    const { emulator, writer } = screen;
    const transcript = new Transcript({ emulator, writer, resize: (size) => screen.resize(size) });
    this.#view = new ChannelView(transcript, frame.beginning, this.#viewHost());
  }

  get screen() {
    return this.#screen;
  }

  get folds() {
    return this.#view.folds;
  }

  get client() {
    return this.#client;
  }

  get epoch() {
    return this.#epoch;
  }

  get channel() {
    return this.#host.channel;
  }

  /** Offset of the last record that is on the screen; 0 without any. */
  get last() {
    return Number(this.#host.dataset.offset ?? 0);
  }

  /** What of the log it holds. */
  get extent() {
    return this.#extent;
  }

  /** What its first row is. */
  get top() {
    return this.#extent.top(this.last);
  }

  /** Begins to follow the channel. */
  watch() {
    const { channel } = this.#host;
    this.#frame.channel = channel;
    this.#frame.beginning.forget();
    const { client, giveBack } = this.#calls.connect();
    this.#client = client;
    this.#emptiness.set(false);
    fire(this.#host, "begin", channel);
    const following = client.follow(channel, this.#view, { windowBytes: numberOf(this.#host, "window-bytes") || undefined });
    const ignore = client.onStateChange((change) => this.#showState(client, change.oldState));
    this.#leave = () => {
      ignore();
      following.close();
      giveBack();
    };
    this.#showState(client);
  }

  /** Shows everything again that the server still has. */
  restore() {
    this.#leave?.();
    this.#view.reset();
    this.watch();
  }

  dispose() {
    this.#leave?.();
    this.#emptiness.dispose();
    this.#screen.dispose();
  }

  /** @returns {import("../terminal/channel-view.js").Host} */
  #viewHost() {
    const host = this.#host;
    return {
      message: (message) => fire(host, "message", message),
      offset: (offset) => {
        this.#reconnection.shown();
        this.#showOffset(offset);
      },
      begins: (offset, time) => this.#extent.begins(offset, time),
      outputOf: ({ timestamp, data }) => {
        const time = Date.parse(timestamp ?? "");
        this.#calls.printed(data.output.split("\n").length - 1, time);
        return this.#screen.tail.outputOf(time - this.#skew);
      },
      empty: (empty) => this.#emptiness.set(empty),
      awaitFirst: () => "offset" in host.dataset || this.#emptiness.await(),
      gap: (gap) => {
        this.#reconnection.missed(gap);
        fire(host, "gap", gap);
      },
      subscribed: (subscribed, how) => {
        this.#epoch = subscribed.epoch;
        this.#skew = subscribed.skew ?? 0;
        this.#reconnection.subscribed(how, subscribed.data.recovered === true);
        if (how === "another") fire(host, "begin", host.channel);
        fire(host, "subscribed", subscribed);
      },
      reset: () => {
        this.#extent.clear();
        fire(host, "begin", host.channel);
      },
    };
  }

  /** @param {number | undefined} offset */
  #showOffset(offset) {
    if (offset !== undefined) {
      this.#host.dataset.offset = String(offset);
    } else {
      delete this.#host.dataset.offset;
      this.#screen.tail.follow();
    }
    fire(this.#host, "offset", { offset });
  }

  /** @param {WebSocketClient} client @param {import("../connection/state.js").StateName} [oldState] */
  #showState({ status }, oldState) {
    this.#host.dataset.state = status.name;
    this.#reconnection.entered(status);
    this.#frame.state = status;
    const { name: newState, ...details } = status;
    fire(this.#host, "state", { ...details, newState, oldState });
  }

  /** @param {boolean} empty */
  #showEmpty(empty) {
    this.#host.dataset.empty = String(empty);
    this.#frame.empty = empty;
    fire(this.#host, "empty", { empty });
  }
}
