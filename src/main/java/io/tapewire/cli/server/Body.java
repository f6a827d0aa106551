package io.tapewire.cli.server;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/**
 * A request's body that is sent piece by piece, each at once. One thread sends; the HTTP client's threads ask for more.
 */
public final class Body implements BodyPublisher {
    /** For {@link #Body(long)}: how long it gets is not known yet. */
    public static final long UNKNOWN = -1;

    private final long length;
    private Subscriber<? super ByteBuffer> subscriber;
    private long demand;
    private boolean over;

    /** @param length in bytes, all of which must be sent, or {@link #UNKNOWN} */
    public Body(long length) {
        this.length = length;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> client) {
        boolean again;
        synchronized (this) {
            again = subscriber != null;
            if (!again) {
                subscriber = client;
            }
        }
        client.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                demand(n);
            }

            @Override
            public void cancel() {
                over();
            }
        });
        if (again) {
            client.onError(new IOException("what was sent is gone and cannot be sent again"));
        }
    }

    private synchronized void demand(long n) {
        demand += n;
        notifyAll();
    }

    /** Nothing more will be taken. */
    public synchronized void over() {
        over = true;
        notifyAll();
    }

    /**
     * Sends a piece, when the one before has been sent.
     *
     * @param patience how long to wait for that
     * @return false if nothing more is taken; the answer says why
     * @throws IOException if the connection has stalled
     */
    public boolean send(ByteBuffer piece, Duration patience) throws IOException, InterruptedException {
        synchronized (this) {
            long deadline = System.nanoTime() + patience.toNanos();
            while (demand == 0 && !over) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    throw new IOException("the connection has stalled for " + patience.toSeconds() + " s");
                }
                wait(millis);
            }
            if (over) {
                return false;
            }
            demand--;
        }
        subscriber.onNext(piece);
        return true;
    }

    /** The body ends here. */
    public void complete() {
        Subscriber<? super ByteBuffer> client;
        synchronized (this) {
            client = over ? null : subscriber;
        }
        if (client != null) {
            client.onComplete();
        }
    }
}
