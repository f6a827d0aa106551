// Loads the client's style sheets, once a page, from beside the modules.

const SHEETS = ["../../vendor/xterm.css", "../../tapewire.css"];

export function loadStyles() {
  for (const sheet of SHEETS) {
    const { href } = new URL(sheet, import.meta.url);
    if ([...document.styleSheets].some((loaded) => loaded.href === href)) continue;
    if ([...document.querySelectorAll("link")].some((link) => link.href === href)) continue;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    document.head.append(link);
  }
}
