// The runs that go on at the place in the log that is being shown.

/** @typedef {import("./run-words.js").Run} Run */

export class Runs {
  /** In the order in which they began. @type {Map<string, Run>} */
  #open = new Map();

  /** @param {Run} run @returns {boolean} whether it has a terminal of its own */
  begin(run) {
    this.#open.set(run.run, run);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MOST_OPEN) this.#open.delete(oldest);
    return sizeOf(run) !== undefined;
  }

  /** @param {string | undefined} name @returns {Run | undefined} what is known of it */
  end(name) {
    if (name === undefined) return undefined;
    const run = this.#open.get(name);
    this.#open.delete(name);
    return run;
  }

  /** Records are missing, behind which this run goes on. Others may have ended; what they are called is still known. @param {Run} [run] */
  skip(run) {
    for (const [name, { title, started }] of this.#open) this.#open.set(name, { run: name, title, started });
    if (run) this.begin(run);
  }

  /** Another log begins. @param {Run} [run] */
  restart(run) {
    this.#open.clear();
    if (run) this.begin(run);
  }

  /** The size of the terminal that the latest of them has; undefined where none has one. */
  get size() {
    return [...this.#open.values()].map(sizeOf).findLast((size) => size !== undefined);
  }
}

/** @param {Run} run */
function sizeOf({ cols = 0, rows = 0 }) {
  const fits = cols >= 2 && cols <= MOST_COLUMNS && rows >= 1 && rows <= MOST_ROWS;
  return fits ? { cols, rows } : undefined;
}

/** Programs that never ended, of a producer that forgets to say so. */
const MOST_OPEN = 1000;
const MOST_COLUMNS = 1000;
const MOST_ROWS = 1000;
