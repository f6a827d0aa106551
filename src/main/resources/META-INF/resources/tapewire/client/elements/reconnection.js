// What a lost connection has cost: hears of the states and of what is missing, and says it in words when the channel goes on.

import { counted } from "./words.js";

export class Reconnection {
  #say;
  #isBack = false;
  #wasLost = false;
  #missing = 0;
  /** Whether delivery goes on and no record has come: the server may still name what it has not kept. */
  #isResuming = false;

  /** @param {(words: string, isLoss: boolean) => void} say */
  constructor(say) {
    this.#say = say;
  }

  /** @param {import("../connection/state.js").State} state */
  entered({ name }) {
    if (name === "reconnecting") this.#wasLost = true;
    if (name !== "open") return;
    this.#isBack = this.#wasLost;
    this.#wasLost = false;
    this.#missing = 0;
    this.#isResuming = false;
  }

  /** @param {{ from: number, to: number }} gap */
  missed({ from, to }) {
    this.#missing += Math.max(0, to - from + 1);
    if (this.#isResuming) this.#sayMissing();
  }

  /**
   * @param {"first" | "again" | "another"} how delivery has begun
   * @param {boolean} recovered whether the server has all that comes next; otherwise a gap follows
   */
  subscribed(how, recovered) {
    if (!this.#isBack) return;
    this.#isBack = false;
    this.#isResuming = how === "again";
    if (how === "another") this.#say("Reconnected: the server has a new log", true);
    else if (this.#missing > 0) this.#sayMissing();
    else if (recovered || how === "first") this.#say("Reconnected, nothing lost", false);
  }

  /** A record is on the screen. */
  shown() {
    this.#isResuming = false;
  }

  #sayMissing() {
    this.#say(`Reconnected: ${counted(this.#missing, "record is", "records are")} missing`, true);
  }
}
