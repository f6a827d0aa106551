// What may be the name of a channel; the server has the last word.

/** @param {string} name */
export function isChannelName(name) {
  return (
    name.length <= 128 &&
    /^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(name) &&
    !name.includes("..") &&
    name.split("/").every((segment) => segment !== "") &&
    !/(^|\/)(output|messages)$/.test(name)
  );
}
