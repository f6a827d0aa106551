package io.tapewire.directory;

import io.tapewire.protocol.Envelope;

/**
 * Somebody who is told of the channels. One message is on its way at a time, so a slow client gets fewer messages, not
 * a longer queue. Any thread.
 */
public final class Watcher {
    private final Directory directory;
    private final Client client;
    private long known = Directory.NOTHING;
    private boolean sending;
    private boolean closed;

    /** Where the messages go. */
    public interface Client {
        boolean maySee(String channel);

        /**
         * Sends a message. Must not block.
         *
         * @param taken to be called by another thread or later, when the next one can be sent
         */
        void send(Envelope message, Runnable taken);
    }

    Watcher(Directory directory, Client client) {
        this.directory = directory;
        this.client = client;
    }

    /** Tells the whole list again, because another one may be seen now, or because somebody has not heard it. */
    public synchronized void restart() {
        known = Directory.NOTHING;
        serve();
    }

    public synchronized void close() {
        closed = true;
        directory.remove(this);
    }

    synchronized void serve() {
        while (!closed && !sending) {
            Changes changes = directory.after(known);
            if (changes.revision() == known) {
                return;
            }
            // asked first: if this throws, the changes are told the next time
            Changes visible = changes.visible(client::maySee);
            known = changes.revision();
            if (!visible.isEmpty()) {
                sending = true;
                client.send(visible.envelope(), this::taken);
            }
        }
    }

    private synchronized void taken() {
        sending = false;
        serve();
    }
}
