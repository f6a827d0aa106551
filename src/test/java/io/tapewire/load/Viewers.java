package io.tapewire.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Many viewers in one thread, as cheap as they can be: the server has its processor from what they leave. */
final class Viewers implements Watchers {
    private static final int BUFFER_BYTES = 256 << 10;

    private final Selector selector;
    private final List<Viewer> viewers = new ArrayList<>();
    private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(5), 3);
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Thread thread = new Thread(this::run, "load-viewers");
    private final int greeting;
    private final Attendance attendance;
    private volatile boolean leaving;
    private long bytes;

    /**
     * Connects all at once.
     *
     * @param greeting how many messages a viewer gets before the first line
     */
    Viewers(Target target, List<Seat> seats, int greeting) throws IOException {
        this(List.of(target), seats, greeting);
    }

    /** @param targets servers, of which each viewer has the next one, beginning with the second */
    Viewers(List<Target> targets, List<Seat> seats, int greeting) throws IOException {
        this.selector = Selector.open();
        this.greeting = greeting;
        this.attendance = new Attendance(seats.size());
        for (Seat seat : seats) {
            Target target = targets.get((viewers.size() + 1) % targets.size());
            SocketChannel socket = SocketChannel.open();
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            LineChecker checker = new LineChecker(seat.first(), seat.end());
            OutputReader output = new OutputReader(new LineReader(seat.length(), checker, micros));
            Viewer viewer = new Viewer(socket, seat.handshake(target), output, checker);
            viewers.add(viewer);
            socket.connect(target.address());
            socket.register(selector, SelectionKey.OP_CONNECT, viewer);
        }
        thread.start();
    }

    @Override
    public Attendance attendance() {
        return attendance;
    }

    /** Has each of them say something. */
    void say(String message) throws IOException {
        for (Viewer viewer : viewers) {
            viewer.say(message);
        }
    }

    private void run() {
        try {
            while (!leaving) {
                selector.select(this::serve);
            }
        } catch (IOException | RuntimeException e) {
            attendance.fail(e);
        }
    }

    private void serve(SelectionKey key) {
        Viewer viewer = (Viewer) key.attachment();
        try {
            if (key.isConnectable()) {
                viewer.shakeHands();
                key.interestOps(SelectionKey.OP_READ);
                return;
            }
            buffer.clear();
            int read = viewer.socket().read(buffer);
            if (read < 0) {
                throw new EOFException("the server hangs up");
            }
            bytes += read;
            take(viewer, buffer.flip());
        } catch (IOException e) {
            key.cancel();
            attendance.fail(e);
        }
    }

    private void take(Viewer viewer, ByteBuffer in) throws IOException {
        int before = viewer.messages();
        boolean wasComplete = viewer.checker().isComplete();
        long now = Line.micros();
        viewer.take(in, now);
        if (before < greeting && viewer.messages() >= greeting) {
            attendance.greet();
        }
        if (!wasComplete && viewer.checker().isComplete()) {
            attendance.complete(now);
        }
    }

    @Override
    public void close() throws IOException {
        leaving = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Viewer viewer : viewers) {
            viewer.socket().close();
        }
        selector.close();
    }

    // once they have left

    @Override
    public Faults faults() {
        return viewers.stream().map(viewer -> viewer.checker().faults()).reduce(Faults.NONE, Faults::plus);
    }

    @Override
    public Histogram micros() {
        return micros;
    }

    @Override
    public long frames() {
        return viewers.stream().mapToLong(Viewer::messages).sum() - (long) greeting * viewers.size();
    }

    long bytes() {
        return bytes;
    }
}
