// Lets a finger scroll the terminal, which xterm.js 6 leaves to wheels and scroll bars.

/**
 * @param {HTMLElement} place
 * @param {import("../../vendor/xterm.js").Terminal} terminal
 * @param {(scroll: () => void) => void} moved calls its function, which moves the view
 * @param {() => void} above the finger pulls at the first line
 * @returns {() => void} stops listening
 */
export function scrollByTouch(place, terminal, moved, above) {
  let lastX = 0;
  let lastY = 0;
  let lastTime = 0;
  /** Pixels a millisecond, downwards through the text. */
  let speed = 0;
  /** Pixels that are not a whole line yet. */
  let rest = 0;
  let frame = 0;

  /** @param {number} pixels @returns {boolean} whether there was anywhere to scroll to */
  const scroll = (pixels) => {
    const { viewportY, baseY } = terminal.buffer.active;
    if (pixels < 0 && viewportY === 0) above();
    if (pixels < 0 ? viewportY === 0 : viewportY === baseY) return false;
    rest += pixels;
    const lineHeight = place.clientHeight / terminal.rows;
    const lines = Math.trunc(rest / lineHeight);
    rest -= lines * lineHeight;
    if (lines !== 0) moved(() => terminal.scrollLines(lines));
    return true;
  };

  /** @param {number} before */
  const glide = (before) => {
    frame = requestAnimationFrame((now) => {
      const millis = now - before;
      speed *= SLOWDOWN ** millis;
      if (Math.abs(speed) > SLOWEST && scroll(speed * millis)) glide(now);
    });
  };

  /** @param {TouchEvent} event */
  const start = (event) => {
    cancelAnimationFrame(frame);
    speed = 0;
    rest = 0;
    lastX = event.touches[0].clientX;
    lastY = event.touches[0].clientY;
    lastTime = event.timeStamp;
  };

  /** @param {TouchEvent} event */
  const move = (event) => {
    if (event.touches.length !== 1) return;
    const { clientX, clientY } = event.touches[0];
    // Sideways is the browser's: a program's screen may be wider than its place.
    const isSideways = Math.abs(clientX - lastX) > Math.abs(clientY - lastY);
    lastX = clientX;
    const pixels = lastY - clientY;
    speed = pixels / Math.max(1, event.timeStamp - lastTime);
    lastY = clientY;
    lastTime = event.timeStamp;
    // At either end the gesture is the page's, so that a terminal in the middle of it is no trap.
    if (!isSideways && scroll(pixels) && event.cancelable) event.preventDefault();
  };

  const end = () => glide(performance.now());

  place.addEventListener("touchstart", start, { passive: true });
  place.addEventListener("touchmove", move, { passive: false });
  place.addEventListener("touchend", end);
  return () => {
    cancelAnimationFrame(frame);
    place.removeEventListener("touchstart", start);
    place.removeEventListener("touchmove", move);
    place.removeEventListener("touchend", end);
  };
}

/** What is left of the speed after each millisecond. */
const SLOWDOWN = 0.996;
/** Pixels a millisecond. */
const SLOWEST = 0.05;
