// Runs that the viewer has folded: of what is printed between their beginning and their end only the number of lines is shown.

/** Output does not say to which run it belongs. So what another program prints meanwhile is folded with it. */
export class Folds {
  #runs;
  /** The folded runs that go on at the place that is being shown. @type {Set<string>} */
  #open = new Set();
  #lines = 0;

  /** @param {Set<string>} [runs] that are folded; several views of a channel may have the same */
  constructor(runs = new Set()) {
    this.#runs = runs;
  }

  /** The same folds for another view of the channel. */
  beside() {
    return new Folds(this.#runs);
  }

  /** The names of those that are folded. @returns {ReadonlySet<string>} */
  get runs() {
    return this.#runs;
  }

  /** @param {string} run @param {boolean} isFolded */
  set(run, isFolded) {
    if (isFolded) this.#runs.add(run);
    else this.#runs.delete(run);
  }

  /** Another log is shown. */
  clear() {
    this.#runs.clear();
    this.restart();
  }

  /** The same log is shown from another place on. */
  restart() {
    this.#open.clear();
    this.#lines = 0;
  }

  /** Whether this output is folded. @param {string} output */
  hides(output) {
    if (this.#open.size === 0) return false;
    this.#lines += output.split("\n").length - 1;
    return true;
  }

  /** @param {string} run */
  begins(run) {
    if (this.#runs.has(run)) this.#open.add(run);
  }

  /** @param {string | undefined} run @returns {number | undefined} how many lines are not shown, if a fold ends with this run */
  ends(run) {
    if (run === undefined || !this.#open.delete(run) || this.#open.size > 0) return undefined;
    const lines = this.#lines;
    this.#lines = 0;
    return lines;
  }
}
