// The address from which a page loads `<tapewire-terminal>`.

export { TapewireTerminal } from "./elements/terminal.js";
