/** How records are delivered: each subscriber has a cursor in the log of a channel, and senders move the cursors. */
package io.tapewire.channel;
