// The add-on for grapheme clusters, in node: it takes its table from the beginning of the memory that node shares between small
// buffers. Without sharing it finds it there.

import { Buffer } from "node:buffer";

Buffer.poolSize = 0;
const { default: addon } = await import("@xterm/addon-unicode-graphemes");

export const { UnicodeGraphemesAddon } = addon;
