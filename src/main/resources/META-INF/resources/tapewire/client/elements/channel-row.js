// A row of the channel tree: a folder, or a channel with the state of its latest run and the time of its last output.

import { agoWords, counted, sizeWords } from "./words.js";
import { element } from "./element.js";
import { pageFor } from "./page-address.js";
import { runKind, runState } from "./run-list.js";

/** @param {string} id */
export function blankRow(id) {
  const link = element("a", { tabindex: "-1" });
  link.append(
    element("span", { class: "tapewire-channels-sign", "aria-hidden": "true" }),
    element("span", { class: "tapewire-channels-name" }),
    element("span", { class: "tapewire-unseen" }),
    element("span", { class: "tapewire-channels-facts" }),
  );
  return element("li", { role: "treeitem", id, class: "tapewire-channels-row" }, link);
}

/**
 * Only what has changed is touched: the pointer may be on it.
 *
 * @param {HTMLElement} item
 * @param {import("./channel-tree.js").Row} row
 * @param {{ current: string | null, active: boolean, now: number }} options
 */
export function drawRow(item, row, { current, active, now }) {
  const link = /** @type {HTMLAnchorElement} */ (item.firstElementChild);
  const [sign, name, state, facts] = /** @type {HTMLElement[]} */ ([...link.children]);
  attribute(item, "aria-level", String(row.level));
  attribute(item, "aria-posinset", String(row.position));
  attribute(item, "aria-setsize", String(row.siblings));
  attribute(item, "aria-selected", String(row.path === current));
  attribute(item, "data-active", String(active));
  attribute(link, "style", `--tapewire-level: ${row.level - 1}`);
  words(name, row.label);
  if (!row.channel) {
    attribute(item, "data-folder", row.path);
    attribute(item, "aria-expanded", String(row.open));
    words(facts, String(row.count));
    return;
  }
  const { channel } = row;
  attribute(item, "data-channel", channel.name);
  attribute(link, "href", pageFor(location.href, channel.name).href);
  attribute(link, "title", factsOf(channel));
  if (channel.name === current) attribute(link, "aria-current", "page");
  else link.removeAttribute("aria-current");
  sign.classList.add("tapewire-dot");
  attribute(sign, "data-kind", channel.run ? runKind(channel.run) : "");
  words(state, channel.run ? runState(channel.run) : "");
  words(facts, channel.updated ? agoWords(now - new Date(channel.updated).getTime()) : "");
}

/** @param {import("../channel/channels.js").Channel} channel */
function factsOf({ name, bytes = 0, viewers = 0 }) {
  return `${name} · ${sizeWords(bytes)} · ${counted(viewers, "viewer", "viewers")}`;
}

/** @param {Element} target @param {string} name @param {string} value */
function attribute(target, name, value) {
  if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}

/** @param {HTMLElement} place @param {string} text */
function words(place, text) {
  if (place.textContent !== text) place.textContent = text;
}
