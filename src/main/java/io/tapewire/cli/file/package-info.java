/** Brings a file to the server, however often the connection breaks: its contents, and the upload that continues. */
package io.tapewire.cli.file;
