// A divider between two channels: dragged, or moved by arrow keys.

import { element } from "../elements/element.js";

/**
 * @param {string} label
 * @param {() => { before: number, after: number }} widths of the two, in parts of the same sum
 * @param {(before: number, isDone: boolean) => void} resize gives the first one so much of the sum; `isDone`: the viewer has let go
 */
export function divider(label, widths, resize) {
  const bar = element("div", { class: "tapewire-divider", role: "separator", tabindex: "0", "aria-label": label });
  const share = () => {
    const { before, after } = widths();
    return (100 * before) / (before + after);
  };
  const set = (/** @type {number} */ percent, /** @type {boolean} */ isDone) => {
    const { before, after } = widths();
    resize(((before + after) * Math.min(MOST, Math.max(LEAST, percent))) / 100, isDone);
    tell();
  };
  const tell = () => {
    bar.setAttribute("aria-valuenow", String(Math.round(share())));
    bar.setAttribute("aria-orientation", STACKED.matches ? "horizontal" : "vertical");
  };
  bar.setAttribute("aria-valuemin", String(LEAST));
  bar.setAttribute("aria-valuemax", String(MOST));
  bar.addEventListener("focus", tell);
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -STEP, ArrowUp: -STEP, ArrowRight: STEP, ArrowDown: STEP, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    set(share() + step, true);
  });
  bar.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    bar.focus();
    bar.setPointerCapture(event.pointerId);
  });
  bar.addEventListener("pointermove", (event) => {
    if (bar.hasPointerCapture(event.pointerId)) set(shareAt(bar, event), false);
  });
  bar.addEventListener("lostpointercapture", () => set(share(), true));
  tell();
  return bar;
}

/** How much of the two is before the pointer. @param {HTMLElement} bar @param {PointerEvent} event */
function shareAt(bar, { clientX, clientY }) {
  const before = bar.previousElementSibling?.getBoundingClientRect();
  const after = bar.nextElementSibling?.getBoundingClientRect();
  if (!before || !after) return 50;
  if (STACKED.matches) return (100 * (clientY - before.top)) / (after.bottom - before.top);
  return (100 * (clientX - before.left)) / (after.right - before.left);
}

/** As in page.css: in a narrow window channels stand one below the other. */
const STACKED = matchMedia("(max-width: 48rem)");
/** Percent of the two. */
const [LEAST, MOST, STEP] = [10, 90, 2];
