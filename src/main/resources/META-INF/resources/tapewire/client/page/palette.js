// The palette: goes to a channel, or does what the page can do, by a few letters of its name.

import { element } from "../elements/element.js";
import uFuzzy from "../../vendor/ufuzzy.js";

/**
 * @typedef {object} Choice
 * @property {string} label
 * @property {string} kind what it is, in a word
 * @property {() => void} run
 *
 * @typedef {{ choice: Choice, ranges: number[] }} Match `ranges`: begin and end of each part of the label that was asked for
 */

/** @param {Choice[]} choices those that are likely to be wanted first */
export function openPalette(choices) {
  const input = element("input", {
    class: "tapewire-field",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": "tapewire-palette-list",
    "aria-label": "Channel or command",
    placeholder: "Channel or command",
    autocomplete: "off",
    spellcheck: "false",
  });
  const list = element("ul", {
    id: "tapewire-palette-list",
    role: "listbox",
    "aria-label": "Channels and commands",
    class: "tapewire-palette-list",
  });
  const count = element("p", { class: "tapewire-unseen", role: "status" });
  const dialog = element("dialog", { class: "tapewire-dialog tapewire-palette", "aria-label": "Go to channel" }, input, list, count);
  /** @type {Choice[]} */
  let found = [];
  let active = 0;

  const mark = () => {
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
    const item = list.children[active];
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  };
  const show = () => {
    const { matches, total } = match(choices, input.value);
    found = matches.map(({ choice }) => choice);
    active = 0;
    list.replaceChildren(...matches.map(item));
    count.textContent = total > found.length ? `The first ${found.length} of ${total.toLocaleString("en")}` : `${total} found`;
    mark();
  };
  const choose = (/** @type {number} */ index) => {
    dialog.close();
    found[index]?.run();
  };

  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    const { length } = found;
    if (event.key === "Enter") choose(active);
    else if (event.key === "ArrowDown" && length > 0) active = (active + 1) % length;
    else if (event.key === "ArrowUp" && length > 0) active = (active + length - 1) % length;
    else return;
    event.preventDefault();
    mark();
  });
  list.addEventListener("click", (event) => {
    const chosen = /** @type {Element} */ (event.target).closest("li");
    if (chosen) choose([...list.children].indexOf(chosen));
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  show();
  dialog.showModal();
  input.focus();
}

/** @param {{ name: string, updated?: unknown }[]} channels @param {(name: string) => void} choose @returns {Choice[]} the last used first */
export function channelChoices(channels, choose) {
  const latest = [...channels].sort((a, b) => Date.parse(String(b.updated ?? 0)) - Date.parse(String(a.updated ?? 0)));
  return latest.map(({ name }) => ({ label: name, kind: "channel", run: () => choose(name) }));
}

/** @param {Choice[]} choices @param {string} wanted @returns {{ matches: Match[], total: number }} the best first */
export function match(choices, wanted) {
  const plain = (/** @type {Choice[]} */ some) => ({
    matches: some.slice(0, MOST).map((choice) => ({ choice, ranges: [] })),
    total: some.length,
  });
  if (wanted.trim() === "") return plain(choices);
  const [indexes, info, order] = FUZZY.search(
    choices.map(({ label }) => label),
    wanted,
    1,
    MOST_RANKED,
  );
  if (!indexes) return plain([]);
  if (!info || !order) return plain(indexes.map((index) => choices[index]));
  // Letters that stand together count for more than letters that stand close; the sort keeps the order of equals.
  order.sort((a, b) => (info.ranges[a]?.length ?? 0) - (info.ranges[b]?.length ?? 0));
  const matches = order.slice(0, MOST).map((at) => ({ choice: choices[info.idx[at]], ranges: info.ranges[at] ?? [] }));
  return { matches, total: order.length };
}

/** @param {Match} match @param {number} index */
function item({ choice: { label, kind }, ranges }, index) {
  const name = element("span", { class: "tapewire-palette-name" });
  let at = 0;
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    name.append(label.slice(at, ranges[i]), element("b", {}, label.slice(ranges[i], ranges[i + 1])));
    at = ranges[i + 1];
  }
  name.append(label.slice(at));
  return element("li", { role: "option", id: `tapewire-palette-${index}` }, name, element("span", { class: "tapewire-quiet" }, kind));
}

/** Anything may stand between two letters, also the slashes of a channel's name. */
const FUZZY = new uFuzzy({ intraIns: Infinity, intraChars: "." });
const MOST = 50;
/** With more matches than that their order is not worth the time. */
const MOST_RANKED = 5_000;
