// Where things are: derives the server's addresses from the place this module was loaded from, so context paths need no setting.

/** The application's root, with a slash at its end. */
export function applicationRoot() {
  return new URL("../../../", import.meta.url);
}

/** @param {URL} [root] */
export function socketAddress(root = applicationRoot()) {
  const url = new URL("ws", root);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url;
}

/**
 * @param {string} channel
 * @param {URL} [root]
 */
export function outputAddress(channel, root = applicationRoot()) {
  return resourceAddress(channel, "output", root);
}

/**
 * @param {string} channel
 * @param {string} resource of the channel, perhaps with a query
 * @param {URL} [root]
 */
export function resourceAddress(channel, resource, root = applicationRoot()) {
  return new URL(`channels/${pathOf(channel)}/${resource}`, root);
}

/** A channel's name in a path: its slashes stand as they are. @param {string} channel */
export function pathOf(channel) {
  return channel.split("/").map(encodeURIComponent).join("/");
}

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
  url.searchParams.delete("token");
  url.searchParams.delete("at");
  url.searchParams.delete("epoch");
  url.hash = "";
  return url;
}
