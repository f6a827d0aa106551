// The channels as a tree: names' segments are folders. Gives the rows that are to be seen, in order.

/**
 * @typedef {import("../library/channels.js").Channel} Channel
 *
 * @typedef {object} Row
 * @property {string} path of a folder with a slash at its end
 * @property {string} label the last segment
 * @property {number} level from 1
 * @property {number} position in its folder, from 1
 * @property {number} siblings how many rows its folder has
 * @property {Channel} [channel] absent: a folder
 * @property {boolean} [open] of a folder
 * @property {number} [count] channels in a folder
 *
 * @typedef {object} Folder
 * @property {Map<string, Folder>} folders
 * @property {Channel[]} channels
 * @property {number} count
 * @property {number} updated
 */

/**
 * @param {Channel[]} channels
 * @param {object} options
 * @param {"activity" | "name"} options.sort
 * @param {string} options.filter only names that hold it; all folders are open then
 * @param {ReadonlySet<string>} options.folded paths of folders
 * @returns {Row[]}
 */
export function treeRows(channels, { sort, filter, folded }) {
  const wanted = filter.trim().toLowerCase();
  const root = folder();
  for (const channel of channels) if (channel.name.toLowerCase().includes(wanted)) insert(root, channel);
  /** @type {Row[]} */
  const rows = [];
  add(rows, root, "", 1, { sort, isOpen: (path) => wanted !== "" || !folded.has(path) });
  return rows;
}

/** @returns {Folder} */
function folder() {
  return { folders: new Map(), channels: [], count: 0, updated: 0 };
}

/** @param {Folder} root @param {Channel} channel */
function insert(root, channel) {
  const updated = updatedMillis(channel);
  let at = root;
  for (const segment of channel.name.split("/").slice(0, -1)) {
    const next = at.folders.get(segment) ?? folder();
    at.folders.set(segment, next);
    at = next;
    at.count += 1;
    at.updated = Math.max(at.updated, updated);
  }
  at.channels.push(channel);
}

/**
 * @param {Row[]} rows
 * @param {Folder} from
 * @param {string} path
 * @param {number} level
 * @param {{ sort: "activity" | "name", isOpen: (path: string) => boolean }} options
 */
function add(rows, from, path, level, options) {
  const entries = [
    ...[...from.folders].map(([label, inside]) => ({ label, updated: inside.updated, inside, channel: undefined })),
    ...from.channels.map((channel) => ({
      label: channel.name.slice(path.length),
      updated: updatedMillis(channel),
      inside: undefined,
      channel,
    })),
  ];
  const byName = (/** @type {{ label: string }} */ a, /** @type {{ label: string }} */ b) => ORDER.compare(a.label, b.label);
  entries.sort((a, b) => (options.sort === "activity" ? b.updated - a.updated || byName(a, b) : byName(a, b)));
  entries.forEach(({ label, inside, channel }, i) => {
    const place = { label, level, position: i + 1, siblings: entries.length };
    if (channel) rows.push({ ...place, path: channel.name, channel });
    if (!inside) return;
    const below = `${path}${label}/`;
    const open = options.isOpen(below);
    rows.push({ ...place, path: below, open, count: inside.count });
    if (open) add(rows, inside, below, level + 1, options);
  });
}

/** @param {Channel} channel */
function updatedMillis({ updated }) {
  return updated === undefined || updated === null ? 0 : new Date(updated).getTime();
}

const ORDER = new Intl.Collator("en", { numeric: true });
