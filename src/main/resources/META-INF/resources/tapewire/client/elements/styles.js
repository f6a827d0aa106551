// Loads the client's style sheets, each once a page.

import channels from "../../styles/channels.css";
import controls from "../../styles/controls.css";
import panels from "../../styles/panels.css";
import terminal from "../../styles/terminal.css";
import tokens from "../../styles/tokens.css";
import xterm from "../../vendor/xterm.css";

const SHEETS = { channels, controls, panels, terminal, tokens, xterm };

/** @param {...keyof typeof SHEETS} names */
export function loadStyles(...names) {
  for (const name of /** @type {const} */ (["tokens", "controls", ...names])) {
    const { href } = new URL(SHEETS[name], import.meta.url);
    if ([...document.styleSheets].some((loaded) => loaded.href === href)) continue;
    if ([...document.querySelectorAll("link")].some((link) => link.href === href)) continue;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    document.head.append(link);
  }
}
