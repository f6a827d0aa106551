package io.tapewire.ingest;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** A request's body as a test has it come, with the container's rules: what is read without being ready is an error. */
final class ScriptedInput extends ServletInputStream {
    private static final Object PAUSE = "pause";
    private static final Object END = "end";

    /** What was asked and answered, in order. */
    final List<String> calls = new ArrayList<>();

    private final Deque<Object> script = new ArrayDeque<>();
    private Runnable whenNotReady = () -> {};
    private ReadListener listener;
    private boolean ready;
    private boolean allHasCome;
    private boolean refusesListeners;

    ScriptedInput piece(byte... bytes) {
        script.add(bytes);
        return this;
    }

    /** Nothing more for now: the container will call. */
    ScriptedInput pause() {
        script.add(PAUSE);
        return this;
    }

    ScriptedInput end() {
        script.add(END);
        return this;
    }

    ScriptedInput failure(Exception e) {
        script.add(e);
        return this;
    }

    /** What another thread does in the moment in which it says that it isn't ready. */
    void whenNotReady(Runnable work) {
        whenNotReady = work;
    }

    /** From here on {@code available} may be asked, and what is available be read. */
    void allHasCome() {
        allHasCome = true;
    }

    ReadListener listener() {
        return listener;
    }

    @Override
    public boolean isReady() {
        if (script.isEmpty() || script.peek() == PAUSE) {
            script.poll();
            ready = false;
            calls.add("not ready");
            Runnable work = whenNotReady;
            whenNotReady = () -> {};
            work.run();
            return false;
        }
        calls.add("ready");
        ready = true;
        return true;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (!ready && !allHasCome) {
            throw new IllegalStateException("read without being ready");
        }
        ready = false;
        Object next = script.poll();
        if (next == END) {
            calls.add("end");
            return -1;
        }
        if (next instanceof IOException broken) {
            throw broken;
        }
        if (next instanceof RuntimeException broken) {
            throw broken;
        }
        byte[] bytes = (byte[]) next;
        int taken = Math.min(length, bytes.length);
        System.arraycopy(bytes, 0, buffer, offset, taken);
        if (taken < bytes.length) {
            script.addFirst(Arrays.copyOfRange(bytes, taken, bytes.length));
        }
        calls.add("read " + taken);
        return taken;
    }

    @Override
    public int available() {
        return script.peek() instanceof byte[] bytes ? bytes.length : 0;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("byte by byte");
    }

    @Override
    public boolean isFinished() {
        return script.isEmpty();
    }

    void refuseListeners() {
        refusesListeners = true;
    }

    @Override
    public void setReadListener(ReadListener readListener) {
        if (refusesListeners) {
            throw new IllegalStateException("the request is gone");
        }
        listener = readListener;
    }
}
