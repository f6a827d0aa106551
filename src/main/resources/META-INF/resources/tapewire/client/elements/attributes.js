// What the attributes of an element say.

/** A whole number from 0 on; undefined where there is none. @param {HTMLElement} element @param {string} name */
export function numberOf(element, name) {
  const value = Number.parseInt(element.getAttribute(name) ?? "", 10);
  return value >= 0 ? value : undefined;
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
    reconnect: {
      maxAttempts: numberOf(element, "max-attempts") ?? Infinity,
      initialDelay: numberOf(element, "initial-delay"),
      maxDelay: numberOf(element, "max-delay"),
    },
  };
}

/** The attributes that `connectionOf` reads. */
export const CONNECTION_ATTRIBUTES = ["url", "token", "share", "max-attempts", "initial-delay", "max-delay"];
