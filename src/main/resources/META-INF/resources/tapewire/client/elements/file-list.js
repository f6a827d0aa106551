// The files that were published to a channel, newest first.

import { oneLine } from "../terminal/readable.js";

/**
 * @typedef {object} PublishedFile
 * @property {string} file names it on the server
 * @property {string} name as published, on one line
 * @property {number} bytes
 * @property {string} type media type in lower case, or empty
 * @property {number} at when it was published, in milliseconds since 1970
 * @property {number} [offset] of its record
 */

export class FileList {
  /** @type {Map<string, PublishedFile>} */
  #files = new Map();

  clear() {
    this.#files.clear();
  }

  /**
   * A record of the type `file`; one that is known already changes nothing.
   *
   * @param {Pick<import("../connection/protocol.js").ChannelMessage, "data" | "timestamp"> & { offset?: number }} record
   * @returns {boolean} whether there is another file now
   */
  add({ data, offset, timestamp }) {
    const { file, name, bytes, mediaType } = data;
    if (typeof file !== "string" || this.#files.has(file) || typeof name !== "string") return false;
    this.#files.set(file, {
      file,
      name: oneLine(name, MOST_NAME),
      bytes: Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : NaN,
      type: typeof mediaType === "string" ? mediaType.toLowerCase() : "",
      at: Date.parse(timestamp ?? ""),
      offset,
    });
    if (this.#files.size > MOST) this.#files.delete(this.all[MOST].file);
    return true;
  }

  /** What the server still has, newest first. @param {any[]} files */
  listed(files) {
    for (const { offset, timestamp, ...data } of files.toReversed()) this.add({ data, offset, timestamp });
  }

  /** @returns {PublishedFile[]} newest first */
  get all() {
    return [...this.#files.values()].reverse().sort((a, b) => b.at - a.at);
  }
}

/**
 * What of a file can be looked at. A page or a drawing with script is shown as the text that it is.
 *
 * @param {{ name: string, type: string }} file
 * @returns {"image" | "text" | undefined}
 */
export function previewKind({ name, type }) {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1].toLowerCase() ?? "";
  if (IMAGE_TYPES.has(type) || (!type && IMAGE_TYPES.has(imageType(ending)))) return "image";
  if (/^(text\/|application\/(json|xml|.*\+(json|xml))|image\/svg)/.test(type) || (!type && TEXT_ENDINGS.has(ending))) return "text";
  return undefined;
}

/** @param {{ name: string, type: string }} file of the kind `image` */
export function imageTypeOf({ name, type }) {
  return type || imageType(/[^.]*$/.exec(name)?.[0].toLowerCase() ?? "");
}

/** @param {string} ending */
function imageType(ending) {
  return `image/${ending === "jpg" ? "jpeg" : ending}`;
}

const IMAGE_TYPES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"]);
const TEXT_ENDINGS = new Set(
  "txt log md csv tsv json xml yml yaml toml ini properties html htm svg css js ts java py rb go rs c h cpp sh sql diff patch".split(" "),
);
/** As many as the server lists. */
export const MOST = 1000;
const MOST_NAME = 255;
