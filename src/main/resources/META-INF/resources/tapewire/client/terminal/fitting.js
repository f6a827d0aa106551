// Sets the terminal's size: as large as its place, or as the program's own terminal with letters that fit.

import { FitAddon } from "../../vendor/addon-fit.js";
import { resize } from "./resizing.js";

/** @typedef {{ cols: number, rows: number }} Size */

export class Fitting {
  #fit = new FitAddon();
  #terminal;
  #place;
  #rows;
  #fontSize;
  #observer;
  /** The program's. @type {Size | undefined} */
  #size;
  #wraps = true;

  /**
   * @param {import("../../vendor/xterm.js").Terminal} terminal
   * @param {HTMLElement} place
   * @param {number} [rows] a fixed height in lines
   */
  constructor(terminal, place, rows) {
    this.#terminal = terminal;
    this.#place = place;
    this.#rows = rows;
    this.#fontSize = terminal.options.fontSize ?? LEAST_FONT_SIZE;
    terminal.loadAddon(this.#fit);
    this.#observer = new ResizeObserver(() => this.#apply());
    this.#observer.observe(place);
    this.#apply();
  }

  /** @param {Size | undefined} size the program's; without one, as large as the place allows */
  set size(size) {
    // A height in lines is that of the viewer's own letters.
    if (this.#rows !== undefined) this.#place.style.height = size ? `${this.#place.clientHeight}px` : "";
    this.#size = size;
    this.#apply();
    // Show the bottom, where programs print.
    this.#place.scrollTop = this.#place.scrollHeight;
  }

  /** @param {number | undefined} rows a fixed height in lines */
  set rows(rows) {
    this.#rows = rows;
    this.#place.style.height = "";
    this.size = this.#size;
  }

  /** @param {boolean} wraps whether a line that is longer than its place goes on below, or beyond it */
  set wraps(wraps) {
    this.#wraps = wraps;
    this.#apply();
  }

  dispose() {
    this.#observer.disconnect();
  }

  #apply() {
    const size = this.#size;
    this.#place.toggleAttribute("data-sized", size !== undefined || !this.#wraps);
    if (size) resize(this.#terminal, size.cols, size.rows);
    if (this.#place.clientWidth === 0) return;
    this.#letters(this.#fontSize);
    const own = this.#fit.proposeDimensions();
    if (!own || Number.isNaN(own.cols)) return;
    if (size) this.#shrink(size);
    else if (this.#wraps) resize(this.#terminal, own.cols, this.#rows ?? own.rows);
    // The scroll bar takes the place of a line.
    else resize(this.#terminal, Math.max(own.cols, LONG_LINE), this.#rows ?? Math.max(1, own.rows - 1));
  }

  /** As small as need be, but not so small that nobody can read it: what does not fit then is scrolled to. @param {Size} size */
  #shrink({ cols, rows }) {
    for (let fontSize = this.#fontSize; fontSize > LEAST_FONT_SIZE;) {
      const fits = this.#fit.proposeDimensions();
      if (!fits || (fits.cols >= cols && fits.rows >= rows)) return;
      fontSize -= 0.5;
      this.#letters(fontSize);
    }
  }

  /** @param {number} fontSize pixels */
  #letters(fontSize) {
    if (this.#terminal.options.fontSize !== fontSize) this.#terminal.options.fontSize = fontSize;
  }
}

/** Characters of a line that is not wrapped; more would cost memory for every line. */
const LONG_LINE = 400;
/** Pixels: the smallest letters that can be read without effort. */
const LEAST_FONT_SIZE = 8;
