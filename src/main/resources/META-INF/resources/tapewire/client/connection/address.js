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
  return new URL(resourcePath(channel, resource), root);
}

/**
 * Below the application's root.
 *
 * @param {string} channel
 * @param {string} resource of the channel, perhaps with a query
 */
export function resourcePath(channel, resource) {
  return `channels/${pathOf(channel)}/${resource}`;
}

/** A channel's name in a path: its slashes stand as they are. @param {string} channel */
function pathOf(channel) {
  return channel.split("/").map(encodeURIComponent).join("/");
}
