/** How it is delivered: a channel is one log and its subscribers, a subscriber is a cursor on it, senders move the cursors. */
package io.tapewire.channel;
