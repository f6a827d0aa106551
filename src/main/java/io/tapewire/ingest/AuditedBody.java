package io.tapewire.ingest;

import io.tapewire.audit.Act;
import io.tapewire.audit.Actor;
import io.tapewire.audit.Audit;
import io.tapewire.http.Rejected;

/** A body whose beginning and end are noted in the audit, with what it has come to. One thread at a time. */
final class AuditedBody implements Body {
    private final PermittedBody body;
    private final Audit audit;
    private final Actor actor;
    private final String channel;
    private long bytes;
    private boolean hasEnded;

    AuditedBody(PermittedBody body, Audit audit, Actor actor, String channel) {
        this.body = body;
        this.audit = audit;
        this.actor = actor;
        this.channel = channel;
    }

    void begin() {
        audit.note(Act.UPLOAD_STARTED, actor, channel);
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
            Rejected refusal = body.refusal();
            noteEnd(refusal == null ? "interrupted" : refusal.code());
        }
    }

    private void noteEnd(String code) {
        if (!hasEnded) {
            hasEnded = true;
            audit.note(Act.UPLOAD_ENDED, actor, channel, code, bytes);
        }
    }
}
