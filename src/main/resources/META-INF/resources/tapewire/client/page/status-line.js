// The line at the foot of the page: where one stands, how fast it comes, who else watches.

import { set } from "../elements/changes.js";
import { element } from "../elements/element.js";
import { linesUpTo } from "../terminal/line-count.js";
import { missedWords } from "../elements/follow-buttons.js";
import { clockWords, sizeWords } from "../elements/words.js";
import { Ticker } from "../elements/ticker.js";

/** @typedef {import("../elements/terminal.js").TapewireTerminal} Terminal */

export class StatusLine {
  #place = element("span", { class: "tapewire-place" });
  #tail = element("span", { class: "tapewire-tail" });
  #watching = element("span", { class: "tapewire-wide" });
  #size = element("span", { class: "tapewire-wide" });
  #current;

  /** @param {HTMLElement} line @param {import("./current.js").Current} current */
  constructor(line, current) {
    this.#current = current;
    const grow = element("span", { class: "tapewire-grow" });
    line.append(this.#place, this.#tail, this.#watching, grow, this.#size);
    current.on("following", (state) => this.#drawTail(state));
    current.on("position", () => this.#draw());
    new Ticker(() => this.#draw()).runs = true;
    current.follow(() => {
      this.#drawTail(current.tail);
      this.#draw();
    });
  }

  /** @param {import("../elements/channel-tree.js").Channel | undefined} channel */
  set channel(channel) {
    const { viewers = 0, bytes = 0 } = channel ?? {};
    this.#watching.textContent = channel ? `${viewers.toLocaleString("en")} watching · ${sizeWords(bytes)} kept` : "";
  }

  /** @param {import("../terminal/tail.js").State} state */
  #drawTail(state) {
    const place = state.isHistory ? "history" : "paused";
    const paused = state.missed === 0 && !state.more ? place : `${place} · ${missedWords(state)}`;
    if (this.#tail.dataset.following !== String(state.following)) this.#draw();
    this.#tail.dataset.following = String(state.following);
    set(this.#tail, "textContent", state.following ? "following" : paused);
  }

  #draw() {
    const { terminal } = this.#current;
    const { emulator } = terminal;
    if (!emulator) return;
    set(this.#place, "textContent", placeWords(terminal, emulator));
    set(this.#size, "textContent", `${emulator.cols} × ${emulator.rows}`);
  }
}

/** Lines can be counted while the terminal holds the whole log, otherwise only records. @param {Terminal} terminal @param {import("../../vendor/xterm.js").Terminal} emulator */
function placeWords({ position, following }, emulator) {
  if (position && (position.isHistory || !position.isWhole)) return recordWords(position, following);
  const { active } = emulator.buffer;
  const last = active.baseY === 0 ? active.cursorY + 1 : active.length;
  const bottom = Math.min(last, active.viewportY + emulator.rows);
  const above = linesUpTo(emulator, bottom);
  const all = bottom === last ? above : linesUpTo(emulator, last);
  return `line ${above.toLocaleString("en")} of ${all.toLocaleString("en")}`;
}

/** @param {{ offset: number, last: number, timestamp?: string, isLoading: boolean }} position @param {boolean} isEnd */
function recordWords({ offset, last, timestamp, isLoading }, isEnd) {
  const time = clockWords(new Date(timestamp ?? ""));
  const words = [`record ${(isEnd ? last : offset).toLocaleString("en")} of ${Math.max(offset, last).toLocaleString("en")}`];
  if (time) words.push(time);
  if (isLoading) words.push("loading …");
  return words.join(" · ");
}
