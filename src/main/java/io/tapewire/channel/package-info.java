/**
 * How records are delivered: a channel has one log and its subscribers, each subscriber has a cursor in the log, and
 * senders move the cursors.
 */
package io.tapewire.channel;
