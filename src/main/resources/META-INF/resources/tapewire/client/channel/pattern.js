// Patterns of channels' names, as the server understands them: `*` is exactly one segment, a last `**` is one or more.

/**
 * @param {string} pattern a valid one; the server has the last word
 * @returns {(channel: string) => boolean} whether a channel fits it
 */
export function matcher(pattern) {
  const segments = pattern.split("/");
  const isOpen = segments.at(-1) === "**";
  if (isOpen) segments.pop();
  return (channel) => {
    const names = channel.split("/");
    const isLong = isOpen ? names.length > segments.length : names.length === segments.length;
    return isLong && segments.every((segment, i) => segment === "*" || segment === names[i]);
  };
}
