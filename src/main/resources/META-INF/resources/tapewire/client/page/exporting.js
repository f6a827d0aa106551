// Takes a channel's output out of the page: to the clipboard as plain text, and as a file in one of the server's formats.

import { copyText } from "../elements/clipboard.js";
import { element } from "../elements/element.js";
import { resourceAddress } from "../connection/address.js";

/** @typedef {"text" | "raw" | "asciicast"} Format */

export class Exporting {
  formats = /** @type {const} */ ([
    { format: "text", label: "plain text", extension: "txt" },
    { format: "raw", label: "raw, with escape sequences", extension: "log" },
    { format: "asciicast", label: "asciicast", extension: "cast" },
  ]);
  #terminal;

  /** @param {import("../elements/terminal.js").TapewireTerminal} terminal */
  constructor(terminal) {
    this.#terminal = terminal;
  }

  /** Copies what is selected, or else everything that the terminal holds. @returns {Promise<{ words: string, isDone: boolean }>} */
  async copy() {
    const selection = this.#terminal.emulator?.getSelection();
    const isDone = await copyText(selection || this.#terminal.text());
    if (isDone) return { words: selection ? "Copied the selection" : "Copied all that is shown", isDone };
    return { words: "The browser does not let this page copy", isDone };
  }

  /** @param {Format} format @returns {HTMLAnchorElement} saves the file when it is followed */
  link(format) {
    const { channel } = this.#terminal;
    // Followed by the browser, which writes the answer to a file as it comes, and has the page's cookie.
    const { href } = resourceAddress(channel, `output?format=${format}`);
    const extension = this.formats.find((each) => each.format === format)?.extension ?? "";
    return element("a", { href, download: fileName(channel, new Date(), extension) });
  }

  /** @param {Format} format */
  save(format) {
    const link = this.link(format);
    document.body.append(link);
    link.click();
    link.remove();
  }
}

/** The channel and the viewer's time. @param {string} channel @param {Date} time @param {string} extension */
export function fileName(channel, time, extension) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const date = `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}`;
  const clock = `${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
  return `${channel.replaceAll("/", "-")}-${date}-${clock}.${extension}`;
}
