/** Brings what a program has printed to the server, however often the connection breaks: a spool on the disk and its upload. */
package io.tapewire.cli.upload;
