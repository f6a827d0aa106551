package io.tapewire.socket;

import io.tapewire.channel.Subscriber;
import io.tapewire.directory.Directory;
import io.tapewire.directory.Watcher;
import io.tapewire.protocol.Envelope;

/** One connection's view of the list of channels, once it has asked for it. Any thread. */
final class ListView implements Watcher.Client {
    private final Directory directory;
    private final Subscriber subscriber;
    private final Pass pass;
    private Watcher watcher;
    private boolean closed;

    ListView(Directory directory, Subscriber subscriber, Pass pass) {
        this.directory = directory;
        this.subscriber = subscriber;
        this.pass = pass;
    }

    /** Sends the whole list, and from then on its changes. */
    synchronized void begin() {
        if (watcher != null) {
            watcher.restart();
        } else if (!closed) {
            watcher = directory.watch(this);
        }
    }

    /** What may be seen has changed: sends the whole list again to a client that has asked for it. */
    synchronized void changePermission() {
        if (watcher != null) {
            watcher.restart();
        }
    }

    /** The connection has ended. */
    synchronized void close() {
        closed = true;
        if (watcher != null) {
            watcher.close();
        }
    }

    @Override
    public boolean maySee(String channel) {
        return pass.mayWatch(channel);
    }

    @Override
    public void send(Envelope message, Runnable taken) {
        subscriber.tell(message, taken);
    }
}
