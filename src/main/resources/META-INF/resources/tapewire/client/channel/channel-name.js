// What may be the name of a channel; the server has the last word.

/** The last segments of addresses that name something of a channel. */
const RESOURCES = ["output", "messages", "records", "search", "runs", "tasks", "files"];

/** @param {string} name */
export function isChannelName(name) {
  const segments = name.split("/");
  return (
    name.length <= 128 &&
    /^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(name) &&
    segments.every((segment) => segment !== "" && segment !== "." && segment !== "..") &&
    !RESOURCES.includes(segments[segments.length - 1])
  );
}
