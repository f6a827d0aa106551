package io.tapewire.nodes;

/** A producer was told that the servers have so many lines of it. */
record Claim(String channel, String stream, String epoch, int lines) {}
