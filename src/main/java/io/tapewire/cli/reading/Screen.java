package io.tapewire.cli.reading;

/** Shows what comes from a channel. One thread at a time. */
public interface Screen {
    /** Output as the program printed it, with its escape sequences. */
    void print(String output);

    /** Something else that has happened in the channel, as a line. */
    void note(String line);
}
