// A row of the channel tree: a folder, or a channel with the state of its latest run, its viewers, and the time of its last output.

import { agoWords, counted, sizeWords } from "./words.js";
import { set, setAttribute } from "./changes.js";
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
    element("span", { class: "tapewire-channels-viewers", "aria-hidden": "true", hidden: true }),
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
  const [sign, name, state, viewers, facts] = /** @type {HTMLElement[]} */ ([...link.children]);
  setAttribute(item, "aria-level", String(row.level));
  setAttribute(item, "aria-posinset", String(row.position));
  setAttribute(item, "aria-setsize", String(row.siblings));
  setAttribute(item, "aria-selected", String(row.path === current));
  setAttribute(item, "data-active", String(active));
  setAttribute(link, "style", `--tapewire-level: ${row.level - 1}`);
  set(name, "textContent", row.label);
  if (!row.channel) {
    setAttribute(item, "data-folder", row.path);
    setAttribute(item, "aria-expanded", String(row.open));
    set(facts, "textContent", String(row.count));
    return;
  }
  const { channel } = row;
  setAttribute(item, "data-channel", channel.name);
  setAttribute(link, "href", pageFor(location.href, channel.name).href);
  setAttribute(link, "title", factsOf(channel));
  if (channel.name === current) setAttribute(link, "aria-current", "page");
  else link.removeAttribute("aria-current");
  sign.classList.add("tapewire-dot");
  setAttribute(sign, "data-kind", channel.run ? runKind(channel.run) : "");
  set(state, "textContent", stateOf(channel));
  set(viewers, "textContent", (channel.viewers ?? 0).toLocaleString("en"));
  set(viewers, "hidden", !channel.viewers);
  set(facts, "textContent", channel.updated ? agoWords(now - new Date(channel.updated).getTime()) : "");
}

/** In words, for those who do not see it. @param {import("../library/channels.js").Channel} channel */
function stateOf({ run, viewers }) {
  return [run ? runState(run) : "", viewers ? counted(viewers, "viewer", "viewers") : ""].filter(Boolean).join(", ");
}

/** @param {import("../library/channels.js").Channel} channel */
function factsOf({ name, bytes = 0, viewers = 0 }) {
  return `${name} · ${sizeWords(bytes)} · ${counted(viewers, "viewer", "viewers")}`;
}
