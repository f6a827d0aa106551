// The events of elements: `tapewire:state` and the like, which bubble.

/** @param {HTMLElement} target @param {string} name @param {unknown} detail */
export function fire(target, name, detail) {
  target.dispatchEvent(new CustomEvent(`tapewire:${name}`, { bubbles: true, detail }));
}

/** @param {HTMLElement} target @param {string} name @param {(detail: any) => void} call */
export function on(target, name, call) {
  target.addEventListener(`tapewire:${name}`, (event) => call(/** @type {CustomEvent} */ (event).detail));
}
