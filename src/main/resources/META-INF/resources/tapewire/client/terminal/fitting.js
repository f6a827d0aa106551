// Sets the terminal's size: as large as its place, or as the program's own terminal with letters that fit.

import { FitAddon } from "../../vendor/addon-fit.js";

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
    this.#place.toggleAttribute("data-sized", size !== undefined);
    this.#apply();
    // Show the bottom, where programs print.
    this.#place.scrollTop = this.#place.scrollHeight;
  }

  dispose() {
    this.#observer.disconnect();
  }

  #apply() {
    const size = this.#size;
    if (size) this.#terminal.resize(size.cols, size.rows);
    if (this.#place.clientWidth === 0) return;
    this.#letters(this.#fontSize);
    const own = this.#fit.proposeDimensions();
    if (!own || Number.isNaN(own.cols)) return;
    if (size) this.#shrink(size);
    else this.#terminal.resize(own.cols, this.#rows ?? own.rows);
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

/** Pixels: the smallest letters that can be read without effort. */
const LEAST_FONT_SIZE = 8;
