// The line at the foot of the page: where one stands, how fast it comes, who else watches.

import { set } from "../elements/changes.js";
import { element } from "../elements/element.js";
import { missedWords } from "../elements/follow-buttons.js";
import { sizeWords } from "../elements/words.js";
import { Ticker } from "../elements/ticker.js";

export class StatusLine {
  #place = element("span");
  #tail = element("span");
  #watching = element("span", { class: "tapewire-wide" });
  #size = element("span", { class: "tapewire-wide" });
  #terminal;
  #state = { following: true, missed: 0, more: false };

  /** @param {HTMLElement} line @param {import("../elements/terminal.js").TapewireTerminal} terminal */
  constructor(line, terminal) {
    this.#terminal = terminal;
    const grow = element("span", { class: "tapewire-grow" });
    line.append(this.#place, this.#tail, this.#watching, grow, this.#size);
    terminal.addEventListener("tapewire:following", (event) => {
      this.#state = /** @type {CustomEvent} */ (event).detail;
      this.#draw();
    });
    new Ticker(() => this.#draw()).runs = true;
    this.#draw();
  }

  /** @param {import("../channel/channels.js").Channel | undefined} channel */
  set channel(channel) {
    const { viewers = 0, bytes = 0 } = channel ?? {};
    this.#watching.textContent = channel ? `${viewers.toLocaleString("en")} watching · ${sizeWords(bytes)} kept` : "";
  }

  #draw() {
    set(this.#tail, "textContent", this.#state.following ? "following" : `paused · ${missedWords(this.#state)}`);
    const { emulator } = this.#terminal;
    if (!emulator) return;
    const { active } = emulator.buffer;
    const bottom = Math.min(active.length, active.viewportY + emulator.rows);
    const last = active.baseY === 0 ? active.cursorY + 1 : active.length;
    set(this.#place, "textContent", `line ${Math.min(bottom, last).toLocaleString("en")} of ${last.toLocaleString("en")}`);
    set(this.#size, "textContent", `${emulator.cols} × ${emulator.rows}`);
  }
}
