/** What several servers know together, besides the logs of channels. */
package io.tapewire.shared;
