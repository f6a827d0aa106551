// How many cells characters take: xterm.js' add-on for grapheme clusters, with what it does not know.

/**
 * @typedef {import("../../vendor/xterm.js").IUnicodeVersionProvider} Provider
 * @typedef {{ activate(terminal: any): void }} Addon
 * @typedef {{ unicode: { register(provider: Provider): void, activeVersion: string } }} Unicode
 */

/**
 * The add-on's tables are of Unicode 13, and it gives a cell to invisible characters and to marks that nothing stands before, such as one
 * after a change of colour. The browser knows newer characters: each is given the properties of an older one of its kind.
 *
 * @implements {Provider}
 */
export class Widths {
  version = "tapewire";
  #clusters;
  /** 0: not known yet. Then as the add-on says, a mark, or an emoji. Above this range the add-on decides. */
  #kinds = new Uint8Array(0x20000);

  /** @param {Provider} clusters */
  constructor(clusters) {
    this.#clusters = clusters;
  }

  /** @param {Addon} addon made for this alone @param {Unicode} terminal */
  static install(addon, { unicode }) {
    /** @type {Provider[]} */
    const offered = [];
    addon.activate({ unicode: { register: (/** @type {Provider} */ provider) => offered.push(provider) } });
    const clusters = offered.find(({ version }) => version === CLUSTERS);
    if (!clusters) throw new Error(`the add-on has no ${CLUSTERS}`);
    const widths = new Widths(clusters);
    unicode.register(widths);
    unicode.activeVersion = widths.version;
  }

  /** @param {number} codepoint @returns {0 | 1 | 2} */
  wcwidth(codepoint) {
    return this.#clusters.wcwidth(this.#alike(codepoint));
  }

  /** @param {number} codepoint @param {number} preceding the same of the character before; 0 after a sequence */
  charProperties(codepoint, preceding) {
    if (codepoint < 0x7f && preceding >> 3 === 0) return NARROW;
    const alike = this.#alike(codepoint);
    const belongsToNothing = ((preceding >> 1) & 3) === 0;
    if (belongsToNothing && (alike === MARK || alike === EMOJI_SELECTOR)) return JOINED;
    return this.#clusters.charProperties(alike, preceding);
  }

  /** @param {number} codepoint */
  #alike(codepoint) {
    if (codepoint < FIRST_MARK || codepoint >= this.#kinds.length) return codepoint;
    const kind = this.#kinds[codepoint] || (this.#kinds[codepoint] = this.#kind(codepoint));
    return kind === IS_MARK ? MARK : kind === IS_EMOJI ? EMOJI : codepoint;
  }

  /** @param {number} codepoint */
  #kind(codepoint) {
    const character = String.fromCodePoint(codepoint);
    if (MARKS.test(character)) return IS_MARK;
    return NEW_EMOJI.test(character) && this.#clusters.wcwidth(codepoint) === 1 ? IS_EMOJI : IS_KNOWN;
  }
}

const CLUSTERS = "15-graphemes";
// As xterm.js packs them: what may join (3 bits up), two bits of width, whether it belongs to the character before.
const NARROW = 1 << 1;
const JOINED = 1;

const [IS_KNOWN, IS_MARK, IS_EMOJI] = [1, 2, 3];
const FIRST_MARK = 0x300;
const MARK = 0x300;
const EMOJI = 0x1f600;
const EMOJI_SELECTOR = 0xfe0f;
/** Marks and characters that do not show, but for the joiner and the selector of emoji, and Arabic number signs. */
const MARKS = /(?![\u200d\ufe0f\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}])[\p{Mn}\p{Me}\p{Cf}]/u;
const NEW_EMOJI = /(?!\p{Regional_Indicator}|\p{Emoji_Modifier})\p{Emoji_Presentation}/u;
