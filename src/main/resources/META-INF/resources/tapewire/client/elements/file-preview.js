// What a published file looks like, on demand: raster images as pictures, everything that is text as text. Nothing of it is ever a document.

import { element } from "./element.js";
import { imageTypeOf } from "./file-list.js";
import { plainLines } from "../terminal/readable.js";
import { sizeWords } from "./words.js";

export class FilePreview {
  #note = element("p", { class: "tapewire-panel-note", role: "status" });
  element = element("details", { class: "tapewire-file-preview" }, element("summary", {}, "Preview"), this.#note);
  #file;
  #kind;
  #get;
  #isShown = false;

  /**
   * @param {import("./file-list.js").PublishedFile} file
   * @param {"image" | "text"} kind
   * @param {() => Promise<Response>} get asks the server for the file
   */
  constructor(file, kind, get) {
    this.#file = file;
    this.#kind = kind;
    this.#get = get;
    this.element.addEventListener("toggle", () => {
      if (this.element.open && !this.#isShown) void this.#show();
    });
  }

  async #show() {
    this.#isShown = true;
    this.#say("Reading …");
    try {
      this.element.append(this.#kind === "image" ? await this.#image() : await this.#text());
    } catch (error) {
      this.#isShown = false;
      this.#say(error instanceof Unseen ? error.message : "The server cannot be asked for this file");
      if (!(error instanceof Unseen)) console.warn("tapewire:", error);
    }
  }

  async #image() {
    if (!(this.#file.bytes <= MOST_IMAGE_BYTES)) throw new Unseen(`Images above ${sizeWords(MOST_IMAGE_BYTES)} are not shown`);
    const bytes = await this.#read(MOST_IMAGE_BYTES);
    const image = element("img", { alt: this.#file.name, src: await dataUrl(bytes.slice(0, bytes.size, imageTypeOf(this.#file))) });
    image.addEventListener("error", () => this.#say("This is not an image that the browser can show"));
    this.#say("");
    return image;
  }

  async #text() {
    const isCut = this.#file.bytes > MOST_TEXT_BYTES;
    const text = plainLines(await (await this.#read(MOST_TEXT_BYTES)).text(), MOST_TEXT_BYTES);
    this.#say(isCut ? `The first ${sizeWords(MOST_TEXT_BYTES)}` : "");
    return element("pre", { class: "tapewire-file-text", tabindex: "0", "aria-label": this.#file.name }, text);
  }

  /** The beginning of the file. @param {number} most bytes */
  async #read(most) {
    const response = await this.#get();
    if (response.status === NOT_FOUND) throw new Unseen("This file is not kept any more");
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    const reader = response.body.getReader();
    const pieces = [];
    for (let bytes = 0; bytes < most;) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      bytes += value.length;
    }
    await reader.cancel();
    return new Blob(pieces).slice(0, most);
  }

  /** @param {string} words */
  #say(words) {
    this.#note.textContent = words;
    this.#note.hidden = words === "";
  }
}

/** Why there is no preview, in words for the viewer. */
class Unseen extends Error {}

/** @param {Blob} blob @returns {Promise<string>} */
function dataUrl(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result)));
    reader.addEventListener("error", () => reject(reader.error ?? new Error("cannot be read")));
    reader.readAsDataURL(blob);
  });
}

const MOST_IMAGE_BYTES = 4 * 2 ** 20;
const MOST_TEXT_BYTES = 64 * 2 ** 10;
const NOT_FOUND = 404;
