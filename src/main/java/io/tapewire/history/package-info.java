/** Reading back over HTTP: what channels, records, output, runs and tasks there are. */
package io.tapewire.history;
