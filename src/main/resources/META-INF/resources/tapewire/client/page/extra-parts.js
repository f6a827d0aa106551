// Loads the parts of the page that it can begin without.

/** @typedef {typeof import("./extras.js")} Extras */

export class ExtraParts {
  #complain;
  /** @type {Promise<Extras> | undefined} */
  #loading;
  /** Somebody waits for them: keys that are pressed now are meant for what opens. */
  isOpening = false;

  /** @param {(words: string) => void} complain */
  constructor(complain) {
    this.#complain = complain;
  }

  /** So that they open at once when somebody asks, also after the server has got another version. */
  loadSoon() {
    // Who asks for them is told if that has failed.
    setTimeout(() => this.#load().catch(() => {}), SOON_MILLIS);
  }

  /** @param {(extras: Extras) => void} open */
  async use(open) {
    this.isOpening = true;
    try {
      open(await this.#load());
    } catch (error) {
      console.warn("tapewire:", error);
      this.#complain("This cannot be loaded: reload the page, the server may have another version by now");
    } finally {
      this.isOpening = false;
    }
  }

  #load() {
    return (this.#loading ??= import("./extras.js"));
  }
}

/** By then the terminal shows the end of its channel. */
const SOON_MILLIS = 1_000;
