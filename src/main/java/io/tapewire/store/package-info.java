/** Keeps logs in files, so that they survive the server's end. Beneath {@code log}; knows nothing of channels' viewers. */
package io.tapewire.store;
