// Loads the client's style sheets, each once a page, from beside the modules.

/** @param {...string} names of sheets in styles/, or "xterm" */
export function loadStyles(...names) {
  for (const name of ["tokens", "controls", ...names]) {
    const sheet = name === "xterm" ? "../../vendor/xterm.css" : `../../styles/${name}.css`;
    const { href } = new URL(sheet, import.meta.url);
    if ([...document.styleSheets].some((loaded) => loaded.href === href)) continue;
    if ([...document.querySelectorAll("link")].some((link) => link.href === href)) continue;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    document.head.append(link);
  }
}
