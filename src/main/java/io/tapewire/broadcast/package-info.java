/** From CDI events to records in the channels' logs. */
package io.tapewire.broadcast;
