// Shows a long list by the rows that are in sight and a few around them.

import { setChildren } from "./changes.js";

export class VirtualRows {
  #scroller;
  #list;
  #rowHeight;
  #draw;
  #drawn;
  #count = 0;
  /** Of rows that are higher: by how many pixels, in the order of the rows. @type {[number, number][]} */
  #extra = [];
  #frame = 0;

  /**
   * @param {object} options
   * @param {HTMLElement} options.scroller
   * @param {HTMLElement} options.list in the scroller; gets the rows
   * @param {number} options.rowHeight pixels
   * @param {(index: number) => HTMLElement} options.draw the same element for the same row, as long as it is in sight
   * @param {() => void} [options.drawn] called when the rows have changed
   */
  constructor({ scroller, list, rowHeight, draw, drawn = () => {} }) {
    this.#scroller = scroller;
    this.#list = list;
    this.#rowHeight = rowHeight;
    this.#draw = draw;
    this.#drawn = drawn;
    scroller.addEventListener("scroll", () => this.changed(), { passive: true });
    new ResizeObserver(() => this.changed()).observe(scroller);
  }

  /** @param {number} count of rows @param {[number, number][]} [extra] rows that are higher, and by how many pixels */
  show(count, extra = []) {
    this.#count = count;
    this.#extra = [...extra].sort(([a], [b]) => a - b);
    this.changed();
  }

  /** Draws with the browser's next picture. */
  changed() {
    this.#frame ||= requestAnimationFrame(() => this.render());
  }

  /** Brings a row into sight. @param {number} index */
  reveal(index) {
    const top = this.#top(index);
    const { scrollTop, clientHeight } = this.#scroller;
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (top + this.#rowHeight > scrollTop + clientHeight) this.#scroller.scrollTop = top + this.#rowHeight - clientHeight;
    this.render();
  }

  render() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { scrollTop, clientHeight } = this.#scroller;
    // A list that is not shown has no height.
    const height = clientHeight || 0;
    const first = Math.max(0, this.#at(scrollTop) - AROUND);
    const end = Math.min(this.#count, this.#at(scrollTop + height) + 1 + AROUND);
    this.#list.style.paddingTop = `${this.#top(first)}px`;
    this.#list.style.paddingBottom = `${Math.max(0, this.#top(this.#count) - this.#top(end))}px`;
    const rows = [];
    for (let index = first; index < end; index++) rows.push(this.#draw(index));
    setChildren(this.#list, rows);
    this.#drawn();
  }

  /** @param {number} index */
  #top(index) {
    let top = index * this.#rowHeight;
    for (const [row, pixels] of this.#extra) if (row < index) top += pixels;
    return top;
  }

  /** The row at a height. @param {number} height */
  #at(height) {
    let above = 0;
    for (const [row, pixels] of this.#extra) {
      const top = row * this.#rowHeight + above;
      if (height < top + this.#rowHeight) break;
      if (height < top + this.#rowHeight + pixels) return row;
      above += pixels;
    }
    return Math.max(0, Math.floor((height - above) / this.#rowHeight));
  }
}

/** Rows before and after those in sight. */
const AROUND = 6;
