// What the attributes of an element say.

/** A whole number from 0 on; undefined where there is none. @param {HTMLElement} element @param {string} name */
export function numberOf(element, name) {
  const value = Number.parseInt(element.getAttribute(name) ?? "", 10);
  return value >= 0 ? value : undefined;
}

/** Of `true` or `false`; undefined where there is neither. @param {HTMLElement} element @param {string} name */
function flagOf(element, name) {
  const value = element.getAttribute(name);
  return value === "true" ? true : value === "false" ? false : undefined;
}

/**
 * How to connect.
 *
 * @param {HTMLElement} element
 * @returns {import("../library/options.js").ClientOptions}
 */
export function connectionOf(element) {
  return {
    url: element.getAttribute("url") ?? undefined,
    token: element.getAttribute("token") ?? undefined,
    share: element.getAttribute("share") === "none" ? false : (element.getAttribute("share") ?? undefined),
    deflate: flagOf(element, "deflate"),
    reconnect: {
      maxAttempts: numberOf(element, "max-attempts") ?? Infinity,
      initialDelay: numberOf(element, "initial-delay"),
      maxDelay: numberOf(element, "max-delay"),
    },
  };
}

/** The attributes that `connectionOf` reads. */
export const CONNECTION_ATTRIBUTES = ["url", "token", "share", "deflate", "max-attempts", "initial-delay", "max-delay"];
