// Text that others have published, made fit for the terminal and for the viewer's own lines.

/**
 * Output as the terminal gets it. Control characters of 8 bits are none here: in UTF-8 they come from text that was encoded twice,
 * and xterm.js would hide everything after some of them.
 *
 * @param {string} output
 */
export function withoutC1(output) {
  return output.replace(C1, "\ufffd");
}

/**
 * A title, a reason or the like on one line: nothing in it moves the cursor, changes the direction of what stands beside it, or hides.
 *
 * @param {string} words
 * @param {number} [most] characters; what is longer is shortened
 */
export function oneLine(words, most = MOST_CHARACTERS) {
  const characters = Array.from(
    words
      .slice(0, 8 * most)
      .replace(HARMFUL, " ")
      .replace(LONE, "\ufffd")
      .trim(),
  );
  if (characters.length <= most) return characters.join("");
  return `${characters.slice(0, most - 1).join("")}…`;
}

/** A text of others with its spaces, on one line. @param {string} text @param {number} most UTF-16 code units; the rest is left out */
export function plain(text, most) {
  return text.slice(0, most).replace(HARMFUL, " ").replace(LONE, "\ufffd");
}

/** A text of others with its lines. @param {string} text @param {number} most UTF-16 code units; the rest is left out */
export function plainLines(text, most) {
  return text.slice(0, most).replace(HARMFUL_IN_LINES, "\ufffd").replace(LONE, "\ufffd");
}

const C1 = /[\x80-\x9f]/g;
/** Controls, separators of lines, and format characters but for the joiner in emoji. */
const HARMFUL = /(?!\u200d)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;
const HARMFUL_IN_LINES = /(?![\n\t\u200d])[\p{Cc}\p{Cf}]/gu;
const LONE = /\p{Cs}/gu;
const MOST_CHARACTERS = 120;
