// The page's keys: chords work everywhere, single letters only where nothing is typed, and not at all if they are switched off.

export class Keys {
  #actions;
  #allowsLetters;

  /**
   * @param {import("./actions.js").Action[]} actions
   * @param {() => boolean} allowsLetters
   */
  constructor(actions, allowsLetters) {
    this.#actions = actions;
    this.#allowsLetters = allowsLetters;
    addEventListener("keydown", (event) => this.#pressed(event));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog:modal")) return;
    const chord = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? `Ctrl+${event.key.toUpperCase()}` : undefined;
    const isLetter = !event.ctrlKey && !event.metaKey && !event.altKey && this.#allowsLetters() && !isTyping(event.target);
    const action = this.#actions.find((each) => (chord ? each.chord === chord : isLetter && each.key === event.key));
    if (!action) return;
    event.preventDefault();
    action.run();
  }
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  // The terminal's own field takes no text.
  if (target.classList.contains("xterm-helper-textarea")) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
