package io.tapewire.cli.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A way to a server, by a port of its own, that cuts connections at a certain byte, swallows answers, or freezes. Thread-safe. */
public final class Cutter implements AutoCloseable {
    private static final int PIECE_BYTES = 16 << 10;

    private final ServerSocket entrance;
    private final int exit;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private long passed;
    private long cutAt = Long.MAX_VALUE;
    private int cuts;
    private int answersToSwallow;
    private boolean frozen;
    private boolean closed;

    public Cutter(int exit) throws IOException {
        this.exit = exit;
        entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        inBackground(this::accept);
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** Cuts the connection that passes on this byte, counted from now on over all connections; once. */
    public synchronized void cutAfter(long bytes) {
        passed = 0;
        cutAt = bytes;
    }

    /** Cuts the connection instead of passing on an answer, this often. */
    public synchronized void swallowAnswers(int count) {
        answersToSwallow = count;
    }

    /** Holds what is on the connections that are open now, without a word; new ones work. */
    public synchronized void freeze() {
        frozen = true;
        sockets.clear();
    }

    public synchronized int cuts() {
        return cuts;
    }

    private void accept() throws IOException {
        while (true) {
            Socket from = entrance.accept();
            Socket to = new Socket(InetAddress.getLoopbackAddress(), exit);
            synchronized (this) {
                frozen = false;
                sockets.add(from);
                sockets.add(to);
            }
            from.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
            AtomicBoolean cut = new AtomicBoolean();
            inBackground(() -> pass(from, to, false, cut));
            inBackground(() -> pass(to, from, true, cut));
        }
    }

    private void pass(Socket from, Socket to, boolean isAnswer, AtomicBoolean cut) throws IOException {
        try (from;
                to) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int length; !cut.get() && (length = from.getInputStream().read(piece)) >= 0; ) {
                int allowed = isAnswer ? allowedAnswer(length) : allowed(length);
                awaitThaw(from);
                if (cut.get()) {
                    // what the server says to half a request is not heard any more
                    return;
                }
                cut.set(allowed < length);
                to.getOutputStream().write(piece, 0, allowed);
            }
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private synchronized int allowed(int length) {
        if (passed + length < cutAt) {
            passed += length;
            return length;
        }
        int rest = (int) (cutAt - passed);
        cutAt = Long.MAX_VALUE;
        cuts++;
        // of a piece that ends exactly there, too, the connection ends: one byte is taken away at least
        return Math.min(rest, length - 1);
    }

    private synchronized int allowedAnswer(int length) {
        if (answersToSwallow == 0) {
            return length;
        }
        answersToSwallow--;
        cuts++;
        return 0;
    }

    private synchronized void awaitThaw(Socket socket) throws IOException {
        // a connection that was open when it froze stays so, until its end
        while (!closed && (frozen || !sockets.contains(socket))) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            entrance.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException ended) {
                // by either side, or by a cut: that is what this is for
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
