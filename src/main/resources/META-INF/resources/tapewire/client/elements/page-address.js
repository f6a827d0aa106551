// The addresses of pages that show one channel: `?channel=build`.

/**
 * The channel that a page address names, if it names one.
 *
 * @param {string | URL} page
 * @returns {string | undefined}
 */
export function channelOf(page) {
  return new URL(page).searchParams.get("channel") || undefined;
}

/**
 * The page's address for another channel.
 *
 * @param {string | URL} page
 * @param {string} channel
 */
export function pageFor(page, channel) {
  const url = new URL(page);
  url.searchParams.set("channel", channel);
  // A token in an address would end up in bookmarks and histories.
  for (const name of ["token", "at", "epoch", "in"]) url.searchParams.delete(name);
  url.hash = "";
  return url;
}
