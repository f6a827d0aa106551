/** The encodings gzip and deflate: of bodies that arrive, and of answers. */
package io.tapewire.compression;
