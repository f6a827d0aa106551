package io.tapewire.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** A way to a server that can be cut, frozen and mended: a port of its own that passes everything on. */
public final class Cable implements AutoCloseable {
    private static final int PIECE_BYTES = 16 * 1024;

    private final ServerSocket entrance;
    private volatile int exit;
    private final String host;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object thaw = new Object();
    private final AtomicBoolean losesNext = new AtomicBoolean();
    private volatile boolean cut;
    private boolean frozen;

    public Cable(int exit) {
        this(exit, null);
    }

    /** @param host what the server is told that it is called, as by a proxy that changes that; {@code null} for the truth */
    Cable(int exit, String host) {
        this.exit = exit;
        this.host = host;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inBackground(this::accept);
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** Ends what is connected, and lets nothing new through. */
    public void cut() {
        cut = true;
        sockets.forEach(Cable::end);
    }

    /** From now on it leads to another port of this machine. What is connected ends. */
    public void leadTo(int port) {
        exit = port;
        sockets.forEach(Cable::end);
    }

    /** Holds everything that is on its way, without a word to either side; connections are still accepted. */
    public void freeze() {
        synchronized (thaw) {
            frozen = true;
        }
    }

    /** The next piece that comes back gets lost, and so does its connection. */
    public void loseNextAnswer() {
        losesNext.set(true);
    }

    public void mend() {
        cut = false;
        synchronized (thaw) {
            frozen = false;
            thaw.notifyAll();
        }
    }

    @Override
    public void close() {
        cut();
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket from = entrance.accept();
            sockets.add(from);
            if (cut) {
                end(from);
            } else {
                connect(from);
            }
        }
    }

    private void connect(Socket from) {
        try {
            Socket to = new Socket("localhost", exit);
            sockets.add(to);
            inBackground(() -> pass(from, to, this::rename));
            inBackground(() -> pass(to, from, piece -> losesNext.getAndSet(false) ? null : piece));
        } catch (IOException nobodyThere) {
            end(from);
        }
    }

    private byte[] rename(byte[] piece) {
        return host == null
                ? piece
                : new String(piece, ISO_8859_1)
                        .replace("Host: localhost:" + port(), "Host: " + host)
                        .getBytes(ISO_8859_1);
    }

    /** @param change what becomes of a piece; the connection ends if that is {@code null} */
    private void pass(Socket from, Socket to, UnaryOperator<byte[]> change) throws IOException {
        try (from;
                to) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int n; (n = from.getInputStream().read(piece)) >= 0; ) {
                awaitThaw();
                byte[] passed = change.apply(Arrays.copyOf(piece, n));
                if (passed == null) {
                    return;
                }
                to.getOutputStream().write(passed);
            }
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void awaitThaw() throws InterruptedIOException {
        synchronized (thaw) {
            while (frozen) {
                try {
                    thaw.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException();
                }
            }
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException ended) {
                // by either side, or by the cut: that is what this is for
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }
}
