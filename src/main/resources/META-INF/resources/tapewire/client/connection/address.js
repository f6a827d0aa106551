// Where things are: derives the server's addresses from the place this module was loaded from, so context paths need no setting.

/** The application's root, with a slash at its end. */
export function applicationRoot() {
  return new URL("../../../", import.meta.url);
}

/** @param {URL} [root] */
export function socketAddress(root = applicationRoot()) {
  const url = new URL("ws", root);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  // Empty on purpose: channels are subscribed to by message, and no parameter at all would mean `main`.
  url.searchParams.set("channel", "");
  return url;
}

/** @param {URL} [root] */
export function channelsAddress(root = applicationRoot()) {
  return new URL("channels", root);
}

/**
 * @param {string} channel
 * @param {URL} [root]
 */
export function outputAddress(channel, root = applicationRoot()) {
  const path = channel.split("/").map(encodeURIComponent).join("/");
  return new URL(`channels/${path}/output`, root);
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
  url.hash = "";
  return url;
}
