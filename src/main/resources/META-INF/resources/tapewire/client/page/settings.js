// What the viewer has chosen; kept in this browser, and the same in all its tabs.

/**
 * @typedef {object} Values
 * @property {"system" | "light" | "dark"} theme
 * @property {number} scrollback lines that the terminal keeps above the visible ones
 * @property {boolean} wrap whether long lines go on below
 * @property {Times} times beside each line of the terminal
 * @property {boolean} letters whether single letters are keys of the page
 * @property {"activity" | "name"} sort of the channels
 * @property {boolean} notify whether the browser shows notifications while the page is hidden
 * @property {string[]} folded folders of channels
 */

/** @type {[Values["theme"], string][]} */
export const THEMES = [
  ["system", "as the system"],
  ["light", "light"],
  ["dark", "dark"],
];

/** @typedef {"off" | "clock" | "run"} Times */

/** @type {[Times, string][]} */
export const TIMES = [
  ["off", "Off"],
  ["clock", "Time of day"],
  ["run", "Since the run began"],
];

/** @type {Values} */
export const DEFAULTS = {
  theme: "system",
  scrollback: 10_000,
  wrap: true,
  times: "off",
  letters: true,
  sort: "activity",
  notify: false,
  folded: [],
};

export class Settings {
  #storage;
  #values;
  /** @type {Set<(values: Values) => void>} */
  #listeners = new Set();

  /** @param {Pick<Storage, "getItem" | "setItem"> | undefined} storage without one they hold until the page is left */
  constructor(storage) {
    this.#storage = storage;
    this.#values = this.#read();
  }

  /** @returns {Readonly<Values>} */
  get values() {
    return this.#values;
  }

  /** @param {Partial<Values>} changes */
  set(changes) {
    this.#values = valid({ ...this.#values, ...changes });
    try {
      this.#storage?.setItem(KEY, JSON.stringify(this.#values));
    } catch (full) {
      console.warn("tapewire: the settings hold for this page only:", full);
    }
    this.#tell();
  }

  /** Another tab has changed them. @param {StorageEvent} event */
  stored({ key }) {
    if (key !== KEY) return;
    this.#values = this.#read();
    this.#tell();
  }

  /** Tells the present values, and each later ones. @param {(values: Values) => void} listener */
  follow(listener) {
    this.#listeners.add(listener);
    listener(this.#values);
  }

  #tell() {
    for (const listener of this.#listeners) listener(this.#values);
  }

  #read() {
    try {
      return valid(JSON.parse(this.#storage?.getItem(KEY) ?? "{}"));
    } catch (error) {
      console.warn("tapewire: the stored settings cannot be read:", error);
      return DEFAULTS;
    }
  }
}

/** The browser's storage, unless the viewer does not allow any. */
export function browserStorage() {
  try {
    return localStorage;
  } catch (denied) {
    console.info("tapewire: this browser stores no settings:", denied);
    return undefined;
  }
}

/** Values of another version, or of somebody's own making, are left out. @param {unknown} stored @returns {Values} */
function valid(stored) {
  const values = /** @type {Record<string, unknown>} */ (typeof stored === "object" && stored !== null ? stored : {});
  const known = Object.entries(RULES).filter(([name, isValid]) => isValid(values[name]));
  const settings = { ...DEFAULTS, ...Object.fromEntries(known.map(([name]) => [name, values[name]])) };
  // Those that were folded last.
  return { ...settings, folded: settings.folded.slice(-MOST_FOLDED) };
}

/** @param {unknown} value */
const isBoolean = (value) => typeof value === "boolean";

/** @type {Record<keyof Values, (value: any) => boolean>} */
const RULES = {
  theme: (value) => THEMES.some(([theme]) => theme === value),
  scrollback: (value) => Number.isSafeInteger(value) && value >= 0 && value <= MOST_SCROLLBACK,
  wrap: isBoolean,
  times: (value) => TIMES.some(([times]) => times === value),
  letters: isBoolean,
  sort: (value) => ["activity", "name"].includes(value),
  notify: isBoolean,
  folded: (value) => Array.isArray(value) && value.every((each) => typeof each === "string"),
};

/** Lines; each takes about 1 KiB in a terminal of 100 columns. */
export const MOST_SCROLLBACK = 100_000;
const MOST_FOLDED = 1_000;
const KEY = "tapewire.settings";
