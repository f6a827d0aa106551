package io.tapewire.ingest;

import io.tapewire.access.Caller;
import io.tapewire.audit.Act;
import io.tapewire.audit.Actor;
import io.tapewire.audit.Audit;
import io.tapewire.http.Rejected;
import java.util.function.Consumer;

/**
 * A body whose beginning and end are noted in the audit, with its size and why it was stopped. One thread at a time, except
 * for the one that stops it.
 */
final class AuditedBody implements Body {
    private final PermittedBody body;
    private final Audit audit;
    private final Actor actor;
    private final String channel;
    /** Why it was stopped, or {@code null} if it was not. */
    private volatile Rejected refusal;
    /** Of the body as it was sent. */
    private long bytes;

    private boolean hasEnded;

    AuditedBody(PermittedBody body, Audit audit, Actor actor, String channel) {
        this.body = body;
        this.audit = audit;
        this.actor = actor;
        this.channel = channel;
    }

    /** The upload begins, see {@link PermittedBody#begin(Caller, Consumer)}. */
    void begin(Caller caller, Consumer<Rejected> stop) {
        audit.note(Act.UPLOAD_STARTED, actor, channel);
        body.begin(caller, reason -> {
            refusal = reason;
            stop.accept(reason);
        });
    }

    @Override
    public void take(byte[] piece, int length) {
        bytes += length;
        try {
            body.take(piece, length);
        } catch (Rejected refused) {
            noteEnd(refused.code());
            throw refused;
        }
    }

    @Override
    public void end() {
        try {
            body.end();
        } catch (Rejected refused) {
            noteEnd(refused.code());
            throw refused;
        }
        noteEnd("finished");
    }

    @Override
    public void breakOff() {
        try {
            body.breakOff();
        } finally {
            Rejected reason = refusal;
            noteEnd(reason == null ? "interrupted" : reason.code());
        }
    }

    private void noteEnd(String code) {
        if (!hasEnded) {
            hasEnded = true;
            audit.note(Act.UPLOAD_ENDED, actor, channel, code, bytes);
        }
    }
}
