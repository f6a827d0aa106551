// What a program tells of its progress by OSC 9;4, as terminals show it in their title or in the task bar.

/**
 * @param {Pick<import("../../vendor/xterm.js").Terminal, "parser">} terminal
 * @param {(percent: number | undefined) => void} told undefined: none any more, or it is not known how much
 */
export function onProgress({ parser }, told) {
  parser.registerOscHandler(PROGRESS_COMMAND, (data) => {
    const [, state, percent] = /^4;(\d)(?:;(\d{1,3}))?$/.exec(data) ?? [];
    if (state === undefined) return false;
    const isKnown = WITH_PERCENT.has(state) && percent !== undefined;
    told(isKnown ? Math.min(100, Number(percent)) : undefined);
    return true;
  });
}

const PROGRESS_COMMAND = 9;
/** Running, failed, and paused; 0 ends it, and 3 is a progress that nobody can measure. */
const WITH_PERCENT = new Set(["1", "2", "4"]);
