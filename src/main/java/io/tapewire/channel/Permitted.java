package io.tapewire.channel;

/** What a connection may watch. Called by the thread that serves the connection, so it must not wait for anything. */
public interface Permitted {
    /** How it is named on the wire that something is not permitted. */
    String FORBIDDEN = "forbidden";

    /** Nothing, until somebody says otherwise. */
    Permitted NOTHING = new Permitted() {
        @Override
        public boolean channel(String name) {
            return false;
        }

        @Override
        public boolean pattern(ChannelPattern pattern) {
            return false;
        }
    };

    /** Whether it may watch the channel with this name, which need not exist. */
    boolean channel(String name);

    /** Whether it may follow this pattern. Each of its channels is still checked. */
    boolean pattern(ChannelPattern pattern);
}
