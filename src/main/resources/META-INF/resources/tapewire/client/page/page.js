// The page's script: keeps address, channel list, header and terminal on the same channel.

import { channelOf, pageFor } from "../connection/address.js";
import "../elements/channel-list.js";
import "../elements/terminal.js";

/** The server's own log, so that whoever comes without a channel sees something live. */
const FIRST_CHANNEL = "server";

const terminal = /** @type {import("../elements/terminal.js").TapewireTerminal} */ (find("tapewire-terminal"));
const channels = find("tapewire-channels");
const status = /** @type {import("../elements/status.js").TapewireStatus} */ (find(".tapewire-header tapewire-status"));
const title = find(".tapewire-header-channel");
const toggle = find(".tapewire-header-toggle");

/** @param {string} selector */
function find(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no ${selector}`);
  return found;
}

function show() {
  const channel = channelOf(location.href) ?? FIRST_CHANNEL;
  if (terminal.getAttribute("channel") !== channel) terminal.channel = channel;
  channels.setAttribute("current", channel);
  title.textContent = channel;
  document.title = `${channel} · Tapewire`;
}

/** @param {boolean} open */
function unfold(open) {
  document.body.classList.toggle("tapewire-unfolded", open);
  toggle.setAttribute("aria-expanded", String(open));
}

channels.addEventListener("tapewire:choose", (event) => {
  const channel = /** @type {CustomEvent<string>} */ (event).detail;
  if (channel !== terminal.channel) history.pushState(null, "", pageFor(location.href, channel));
  unfold(false);
  show();
});
terminal.addEventListener("tapewire:state", (event) => {
  status.state = /** @type {CustomEvent<import("../connection/state.js").State>} */ (event).detail;
  status.retry = () => terminal.retryNow();
});
toggle.addEventListener("click", () => unfold(!document.body.classList.contains("tapewire-unfolded")));
addEventListener("keydown", (event) => {
  if (event.key === "Escape") unfold(false);
});
addEventListener("popstate", show);
show();
