// `<tapewire-invite channel="…">`: what to see where there is nothing to see yet, the command that changes that.

import { outputAddress } from "../connection/address.js";
import { isChannelName } from "../channel/channel-name.js";
import { copyText } from "./clipboard.js";
import { element } from "./element.js";

export class TapewireInvite extends HTMLElement {
  static observedAttributes = ["channel"];

  #title = element("p", { class: "tapewire-invite-title", part: "title" });
  #command = element("code", { tabindex: "0", part: "command" });
  #copy = element("button", { type: "button", class: "tapewire-button", part: "copy" }, "Copy");

  connectedCallback() {
    if (!this.hasChildNodes()) {
      const hint = element("p", { class: "tapewire-invite-hint", part: "hint" }, "Print something to it:");
      this.append(this.#title, hint, element("pre", {}, this.#command), this.#copy);
      this.#copy.addEventListener("click", () => this.#copyCommand());
    }
    this.#render();
  }

  attributeChangedCallback() {
    if (this.hasChildNodes()) this.#render();
  }

  #render() {
    const channel = this.getAttribute("channel") ?? "";
    this.#title.textContent = this.getAttribute("title-text") ?? `Nothing on ${channel} yet`;
    this.#command.textContent = publishCommand(channel);
  }

  async #copyCommand() {
    const copied = await copyText(this.#command.textContent ?? "");
    if (!copied) getSelection()?.selectAllChildren(this.#command);
    this.#copy.textContent = copied ? "Copied" : "Selected: press Ctrl+C";
    setTimeout(() => (this.#copy.textContent = "Copy"), COPIED_MILLIS);
  }
}

/** @param {string} channel */
export function publishCommand(channel) {
  // Whoever pastes this runs it in a shell: a name that is none must not get there.
  const name = isChannelName(channel) ? channel : "main";
  // Payara answers no Expect, for which curl waits a second.
  return `some-command 2>&1 | curl -T - -H Expect: -H "Authorization: Bearer $TAPEWIRE_TOKEN" ${outputAddress(name)}`;
}

const COPIED_MILLIS = 2_000;

customElements.define("tapewire-invite", TapewireInvite);
