// `<tapewire-invite channel="…">`: what to see where there is nothing to see yet, the command that changes that.

import { applicationRoot, outputAddress } from "../connection/address.js";
import { isChannelName } from "../channel/channel-name.js";
import { copyText } from "./clipboard.js";
import { element } from "./element.js";

export class TapewireInvite extends HTMLElement {
  static observedAttributes = ["channel"];

  #title = element("p", { class: "tapewire-invite-title", part: "title" });
  #command = element("code", { tabindex: "0", part: "command" });
  #tool = element("code", { tabindex: "0" });
  #copy = element("button", { type: "button", class: "tapewire-button", part: "copy" }, "Copy");

  connectedCallback() {
    if (!this.hasChildNodes()) {
      const hint = element("p", { class: "tapewire-invite-hint", part: "hint" }, "Print something to it:");
      this.append(this.#title, hint, element("pre", {}, this.#command), this.#copy);
      this.append(element("p", { class: "tapewire-invite-hint" }, "Or with tapewire:"), element("pre", {}, this.#tool));
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
    this.#tool.textContent = toolCommand(channel);
  }

  async #copyCommand() {
    const copied = await copyText(this.#command.textContent ?? "");
    if (!copied) getSelection()?.selectAllChildren(this.#command);
    this.#copy.textContent = copied ? "Copied" : "Selected: press Ctrl+C";
    setTimeout(() => (this.#copy.textContent = "Copy"), COPIED_MILLIS);
  }
}

/** Whoever pastes a command runs it in a shell: a name that is none must not get there. @param {string} channel */
function safe(channel) {
  return isChannelName(channel) ? channel : "main";
}

/** Downloads the command tapewire and runs a program by it. @param {string} channel */
function toolCommand(channel) {
  const root = applicationRoot();
  return `curl -fsSO '${root}tapewire/cli/{tapewire,tapewire.jar}' && sh tapewire run -s ${root} ${safe(channel)} -- some-command`;
}

/** @param {string} channel */
export function publishCommand(channel) {
  // Payara answers no Expect, for which curl waits a second.
  return `some-command 2>&1 | curl -T - -H Expect: -H "Authorization: Bearer $TAPEWIRE_TOKEN" ${outputAddress(safe(channel))}`;
}

const COPIED_MILLIS = 2_000;

customElements.define("tapewire-invite", TapewireInvite);
