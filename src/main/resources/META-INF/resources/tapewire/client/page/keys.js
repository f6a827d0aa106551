// The page's keys: chords work everywhere, single letters only while the page or the terminal has the focus, if they are not switched off.

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
    const isLetter = !event.ctrlKey && !event.metaKey && !event.altKey && this.#allowsLetters() && takesLetters(event.target);
    const action = this.#actions.find((each) => (chord ? each.chord === chord : isLetter && each.key === event.key));
    if (!action) return;
    event.preventDefault();
    action.run();
  }
}

/** A letter may mean something else wherever else the focus is. @param {EventTarget | null} target */
function takesLetters(target) {
  return target === document.body || (target instanceof Element && target.closest("tapewire-terminal, .tapewire-filtered") !== null);
}
