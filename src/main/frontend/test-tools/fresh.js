// The text that brings an xterm.js 6 terminal back to a fresh one's state, whatever was written before. Contents, scrollback
// and the cursor's line stay.

const ESC = "\x1b";
const CSI = `${ESC}[`;
const BEL = "\x07";
const TAB_WIDTH = 8;

/** Ends whatever sequence is unfinished. */
export const CANCEL = "\x18";

/**
 * @param {number} columns the terminal's width
 * @param {boolean} newlineMode whether a line feed begins a new line in a fresh terminal (the option convertEol)
 * @param {boolean} alternateUsed whether the alternate screen may have been in use since the last time
 */
export function fresh(columns, newlineMode, alternateUsed) {
  const parts = [CANCEL];
  // DECSTR resets modes, attributes, link, character sets, and margins and saved cursor of the active screen
  parts.push(`${CSI}!p`);
  // back to the normal screen; on the normal screen the pair changes nothing
  parts.push(`${ESC}7${CSI}?1049l`);
  // the alternate screen has a saved cursor of its own, which survives it
  if (alternateUsed) parts.push(`${CSI}?47h${CSI}!p${CSI}?47l`);
  // DECRC has brought attributes along, and origin mode would move the cursor's line below
  parts.push(`${CSI}!p`);
  // DECSTR leaves out tab stops, mouse reporting, the cursor's blinking, newline mode and colours
  parts.push(`${ESC}7${CSI}3g`);
  for (let column = TAB_WIDTH; column < columns; column += TAB_WIDTH)
    parts.push(`${CSI}${column + 1}G${ESC}H`);
  parts.push(`${ESC}8${CSI}!p`);
  parts.push(`${CSI}?1000;1006;12l${CSI}20${newlineMode ? "h" : "l"}`);
  parts.push(`${ESC}]104${BEL}${ESC}]110${BEL}${ESC}]111${BEL}${ESC}]112${BEL}`);
  return parts.join("");
}
