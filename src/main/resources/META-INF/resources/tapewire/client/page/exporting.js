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
  #current;
  #runs;

  /** @param {import("./current.js").Current} current @param {import("../elements/runs.js").TapewireRuns} runs */
  constructor(current, runs) {
    this.#current = current;
    this.#runs = runs;
  }

  /** Copies what is selected, or else everything that the terminal holds. @returns {Promise<{ words: string, isDone: boolean }>} */
  async copy() {
    const { terminal } = this.#current;
    const selection = terminal.emulator?.getSelection();
    const isDone = await copyText(selection || terminal.text());
    if (isDone) return { words: selection ? "Copied the selection" : "Copied all that is shown", isDone };
    return { words: "The browser does not let this page copy", isDone };
  }

  /** The run that one looks at, if it is one of those that can be exported by themselves. */
  get run() {
    const { terminal } = this.#current;
    const offset = terminal.following ? Number(terminal.dataset.offset) : terminal.offsetInView;
    return offset === undefined ? undefined : this.#runs.at(offset);
  }

  /**
   * @param {Format} format
   * @param {import("../elements/run-list.js").ListedRun} [run] without one: everything
   * @returns {HTMLAnchorElement} saves the file when it is followed
   */
  link(format, run) {
    const { channel } = this.#current.terminal;
    // Followed by the browser, which writes the answer to a file as it comes, and has the page's cookie.
    const parameters = new URLSearchParams({ format });
    if (run?.first !== undefined) parameters.set("after", String(run.first - 1));
    if (run?.last !== undefined) parameters.set("to", String(run.last));
    const { href } = resourceAddress(channel, `output?${parameters}`);
    const extension = this.formats.find((each) => each.format === format)?.extension ?? "";
    return element("a", { href, download: fileName(run ? `${channel}-${run.run}` : channel, new Date(), extension) });
  }

  /** @param {Format} format */
  save(format) {
    const link = this.link(format);
    document.body.append(link);
    link.click();
    link.remove();
  }
}

/** What is exported and the viewer's time. @param {string} subject @param {Date} time @param {string} extension */
export function fileName(subject, time, extension) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const date = `${time.getFullYear()}${two(time.getMonth() + 1)}${two(time.getDate())}`;
  const clock = `${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
  return `${subject.replaceAll("/", "-")}-${date}-${clock}.${extension}`;
}
