// The keys of a tree: one tab stop for all of it, arrow keys inside.

/**
 * @typedef {object} Listener
 * @property {() => import("./channel-tree.js").Row[]} rows
 * @property {(index: number) => void} moved
 * @property {(index: number) => void} chosen
 * @property {(index: number, folded: boolean) => void} fold
 */

export class TreeKeys {
  #listener;
  /** The row that the keys are about. */
  active = 0;

  /** @param {HTMLElement} tree @param {Listener} listener */
  constructor(tree, listener) {
    this.#listener = listener;
    tree.addEventListener("keydown", (event) => this.#key(event));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = this.#listener.rows();
    const row = rows[this.active];
    if (!row) return;
    const last = rows.length - 1;
    const to = {
      ArrowDown: Math.min(last, this.active + 1),
      ArrowUp: Math.max(0, this.active - 1),
      PageDown: Math.min(last, this.active + PAGE),
      PageUp: Math.max(0, this.active - PAGE),
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined) this.#move(to);
    else if (event.key === "ArrowRight") this.#in(row);
    else if (event.key === "ArrowLeft") this.#out(rows, row);
    else if (event.key === "Enter" && row.channel) this.#listener.chosen(this.active);
    else if ((event.key === "Enter" || event.key === " ") && !row.channel) this.#listener.fold(this.active, row.open === true);
    else return;
    event.preventDefault();
  }

  /** @param {import("./channel-tree.js").Row} row */
  #in(row) {
    if (row.open === false) this.#listener.fold(this.active, false);
    else if (row.open) this.#move(this.active + 1);
  }

  /** @param {import("./channel-tree.js").Row[]} rows @param {import("./channel-tree.js").Row} row */
  #out(rows, row) {
    if (row.open) return this.#listener.fold(this.active, true);
    const parent = rows.findLastIndex(({ level }, i) => i < this.active && level < row.level);
    if (parent >= 0) this.#move(parent);
  }

  /** @param {number} index */
  #move(index) {
    this.active = index;
    this.#listener.moved(index);
  }
}

const PAGE = 10;
