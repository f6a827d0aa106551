// What the browser's tab tells of a page in the background: running, failed, new output since one looked, disconnected.

/** @typedef {"" | "running" | "ok" | "bad"} Kind of the latest run */

export class BrowserTab {
  #icon;
  #channel = "";
  /** @type {Kind} */
  #run = "";
  /** @type {number | undefined} */
  #progress;
  #isNew = false;
  #isConnected = true;

  /** @param {HTMLLinkElement} icon */
  constructor(icon) {
    this.#icon = icon;
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.#isNew = false;
      this.#draw();
    });
  }

  /** @param {string} channel */
  set channel(channel) {
    this.#channel = channel;
    this.#isNew = false;
    this.#progress = undefined;
    this.#draw();
  }

  /** @param {Kind} run */
  set run(run) {
    // A program that ends, or is cut off, may not have taken it back.
    if (this.#run === "running" && run !== "running") this.#progress = undefined;
    this.#run = run;
    this.#draw();
  }

  /** @param {number | undefined} percent of what a program does */
  set progress(percent) {
    this.#progress = percent;
    this.#draw();
  }

  /** @param {boolean} isConnected */
  set connected(isConnected) {
    this.#isConnected = isConnected;
    this.#draw();
  }

  /** Something has been printed. */
  output() {
    if (!document.hidden || this.#isNew) return;
    this.#isNew = true;
    this.#draw();
  }

  #draw() {
    const title = tabTitle({
      channel: this.#channel,
      run: this.#run,
      progress: this.#progress,
      isNew: this.#isNew,
      isConnected: this.#isConnected,
    });
    if (document.title !== title) document.title = title;
    const href = iconAddress(this.#isConnected ? (COLOURS[this.#run] ?? (this.#isNew ? NEW : undefined)) : LOST);
    if (this.#icon.href !== href) this.#icon.href = href;
  }
}

/** @param {{ channel: string, run: Kind, progress?: number, isNew: boolean, isConnected: boolean }} state */
export function tabTitle({ channel, run, progress, isNew, isConnected }) {
  const sign = { running: "▶", bad: "✗", ok: "", "": "" }[run];
  const signs = isConnected ? [sign, progress === undefined ? "" : `${progress}%`, isNew ? "•" : ""] : ["disconnected"];
  return [...signs, `${channel} · Tapewire`].filter(Boolean).join(" ");
}

/** The page's icon, perhaps with a dot. @param {string | undefined} dot a colour */
function iconAddress(dot) {
  const mark = dot ? `<circle cx="25" cy="25" r="7" fill="${dot}" stroke="#fff" stroke-width="2"/>` : "";
  return `data:image/svg+xml,${encodeURIComponent(ICON.replace("</svg>", `${mark}</svg>`))}`;
}

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#151b24"/>' +
  '<path d="M8 11l6 5-6 5" fill="none" stroke="#7cc98f" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/>' +
  '<path d="M17 22h8" stroke="#6ba4e8" stroke-width="3" stroke-linecap="round"/></svg>';
/** @type {Record<string, string | undefined>} */
const COLOURS = { running: "#e3b341", bad: "#e5484d" };
const NEW = "#6cb0ff";
const LOST = "#8b98a7";
