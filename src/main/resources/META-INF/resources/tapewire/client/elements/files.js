// `<tapewire-files channel="build">`: the files that were published to a channel, to download and to look at.

import { agoWords, sizeWords } from "./words.js";
import { Cards } from "./cards.js";
import { ChannelPart } from "./channel-part.js";
import { element } from "./element.js";
import { FileList, MOST, previewKind } from "./file-list.js";
import { FilePreview } from "./file-preview.js";
import { resourceAddress, resourcePath } from "../connection/address.js";
import { Resource } from "./resource.js";
import { Ticker } from "./ticker.js";

/**
 * Attributes as of every ChannelPart. Shows the latest that the server still has. Fires `tapewire:place` (detail: offset and line) when a file is chosen, and
 * `tapewire:count` (detail: how many there are).
 */
export class TapewireFiles extends ChannelPart {
  #files = new FileList();
  #resource = new Resource(`files?limit=${MOST}`, ({ files }) => {
    this.#files.listed(files);
    this.#changed();
  });
  /** What each card has below its head, by key. @type {Map<string, HTMLElement>} */
  #parts = new Map();
  #ticker = new Ticker(() => this.#cards?.changed());
  /** @type {Cards | undefined} */
  #cards;
  /** @type {import("../library/client.js").WebSocketClient | undefined} */
  #client;

  build() {
    this.#cards = new Cards(this, "No file has been published to this channel, or none is kept any more", () => this.#drawn());
    new IntersectionObserver((entries) => (this.#ticker.runs = entries.some(({ isIntersecting }) => isIntersecting))).observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ticker.runs = false;
  }

  begin() {
    this.#files.clear();
    this.#parts.clear();
    this.#changed();
  }

  /** @type {ChannelPart["missed"]} */
  missed(client) {
    this.#client = client;
    void this.#resource.ask(client, this.channel);
  }

  /** @type {ChannelPart["record"]} */
  record(record) {
    if (record.type === "file" && this.#files.add(record)) this.#changed();
  }

  #changed() {
    this.#cards?.changed();
    this.dispatchEvent(new CustomEvent("tapewire:count", { bubbles: true, detail: this.#files.all.length }));
  }

  #drawn() {
    const files = this.#files.all;
    const keys = new Set(files.map(({ file }) => file));
    for (const key of this.#parts.keys()) if (!keys.has(key)) this.#parts.delete(key);
    return files.map((file) => this.#card(file));
  }

  /** @param {import("./file-list.js").PublishedFile} file @returns {import("./cards.js").Card} */
  #card(file) {
    const { file: key, name, bytes, type, at, offset } = file;
    const more = this.#parts.get(key) ?? this.#part(file);
    this.#parts.set(key, more);
    const fact = Number.isNaN(bytes) ? "" : sizeWords(bytes);
    const detail = [type, agoWords(this.now() - at)].filter(Boolean).join(" · ");
    return { key, kind: "ok", state: "", title: name, detail, fact, offset, more };
  }

  /** @param {import("./file-list.js").PublishedFile} file */
  #part(file) {
    const { channel } = this;
    const resource = `files/${encodeURIComponent(file.file)}`;
    // Followed by the browser, which writes the answer to a file as it comes, and has the page's cookie.
    const { href } = resourceAddress(channel, resource);
    const download = element("a", { class: "tapewire-button tapewire-button-framed", href, download: file.name }, "Download");
    download.setAttribute("aria-label", `Download ${file.name}`);
    const part = element("div", { class: "tapewire-card-more tapewire-file" }, download);
    const kind = previewKind(file);
    if (kind) part.append(new FilePreview(file, kind, () => this.#get(resourcePath(channel, resource))).element);
    return part;
  }

  /** @param {string} path */
  async #get(path) {
    if (!this.#client) throw new DOMException("nothing is connected", "AbortError");
    return this.#client.get(path);
  }
}

customElements.define("tapewire-files", TapewireFiles);
