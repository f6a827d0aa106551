package io.tapewire.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A way to the server for one connection, which carries a bounded number of bytes a second to the viewer. */
final class SlowLine implements AutoCloseable {
    /** So much may arrive at once, as from a router's queue. */
    private static final int PIECE_BYTES = 8 << 10;

    private final ServerSocket entrance;
    private final int exit;
    private final double bytesPerSecond;

    SlowLine(int exit, double megabitsPerSecond) throws IOException {
        this.exit = exit;
        this.bytesPerSecond = megabitsPerSecond * 1e6 / Byte.SIZE;
        this.entrance = new ServerSocket(0, 1, InetAddress.getByName("localhost"));
        // small, so that the server notices how slow it is
        entrance.setReceiveBufferSize(PIECE_BYTES);
        inBackground(this::carry);
    }

    int port() {
        return entrance.getLocalPort();
    }

    private void carry() throws IOException {
        try (Socket viewer = entrance.accept();
                Socket server = new Socket()) {
            server.setReceiveBufferSize(8 * PIECE_BYTES);
            server.connect(new InetSocketAddress("localhost", exit));
            inBackground(() -> viewer.getInputStream().transferTo(server.getOutputStream()));
            byte[] piece = new byte[PIECE_BYTES];
            long due = System.nanoTime();
            for (int n; (n = server.getInputStream().read(piece)) >= 0; ) {
                // what was not used before may not be used later
                due = Math.max(due, System.nanoTime()) + (long) (TimeUnit.SECONDS.toNanos(1) * n / bytesPerSecond);
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(this, left);
                }
                viewer.getOutputStream().write(piece, 0, n);
            }
        }
    }

    private static void inBackground(Carrying carrying) {
        Thread thread = new Thread(() -> {
            try {
                carrying.run();
            } catch (IOException ended) {
                // by the viewer, who has seen everything
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Carrying {
        void run() throws IOException;
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
