package io.tapewire.http;

import io.tapewire.access.Forbidden;
import io.tapewire.channel.TooManyChannels;
import io.tapewire.event.MaskRefused;
import io.tapewire.event.RunRefused;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.fault.FaultLog;
import io.tapewire.protocol.BadEnvelope;
import io.tapewire.protocol.Providers;
import io.tapewire.security.Refusal;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A request that is answered with an error. */
public final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final FaultLog FAULTS = FaultLog.of(Rejected.class);
    private static final int RETRY_SECONDS = 5;

    /** A share has room again when runs end and channels are forgotten, which takes a while. */
    private static final int SHARE_RETRY_S = 60;

    private final int status;
    private final String code;
    /** A header that goes with it, and its value; {@code null} for none. */
    private final String header;

    private final String value;
    /** Bytes of the run that the server has received; negative if that is not said. */
    private final long received;

    public Rejected(int status, String code, String message) {
        this(status, code, message, null, null, -1);
    }

    private Rejected(int status, String code, String message, String header, String value, long received) {
        super(message);
        this.status = status;
        this.code = code;
        this.header = header;
        this.value = value;
        this.received = received;
    }

    /** The error answer while the server has no room for more requests of this kind. */
    public static Rejected busy(String message, int retrySeconds) {
        return later(503, "busy", message, retrySeconds);
    }

    /** The error answer of a server that is being taken out of service. Another one takes the request. */
    public static Rejected draining() {
        return later(503, "draining", "this server is being taken out of service: try again, at another one", 1);
    }

    /** The error answer for a caller who has as much of something as allowed. */
    public static Rejected tooMany(String code, String message, int retrySeconds) {
        return later(429, code, message, retrySeconds);
    }

    private static Rejected later(int status, String code, String message, int retrySeconds) {
        return new Rejected(status, code, message, "Retry-After", String.valueOf(retrySeconds), -1);
    }

    /**
     * The error answer for a body in an encoding that cannot be undone.
     *
     * @param accepted the encodings that can
     */
    public static Rejected encoding(String message, String accepted) {
        return new Rejected(415, "unsupported_encoding", message, "Accept-Encoding", accepted, -1);
    }

    /**
     * The error answer for output that cannot continue its run.
     *
     * @param received bytes of the run that the server has received
     */
    public static Rejected outOfPlace(String code, String message, long received) {
        return new Rejected(409, code, message, null, null, received);
    }

    /**
     * The error answer for a part of a file that does not continue it.
     *
     * @param offset bytes of the file that the server has
     */
    public static Rejected wrongOffset(String message, long offset) {
        return new Rejected(409, "wrong_offset", message, "Upload-Offset", String.valueOf(offset), -1);
    }

    /** The error answer for a range that a file does not have. */
    public static Rejected range(String message, long bytes) {
        return new Rejected(416, "bad_range", message, "Content-Range", "bytes */" + bytes, -1);
    }

    /** The error answer for a channel that does not exist. */
    public static Rejected unknownChannel(String channel) {
        return new Rejected(404, "unknown_channel", "there is no channel " + channel);
    }

    /** The error answer for a run that is not known. */
    public static Rejected unknownRun(String message) {
        return new Rejected(404, "unknown_run", message);
    }

    /** The error answer for a run that is unknown or was declared or ended in another way. */
    public static Rejected of(RunRefused refused, String where) {
        return switch (refused.reason()) {
            case UNKNOWN -> unknownRun(refused.getMessage() + where);
            case OTHER -> new Rejected(409, "other_run", refused.getMessage() + where);
        };
    }

    /** The error answer for values that cannot be masked. */
    public static Rejected of(MaskRefused refused, String before, String where) {
        String message = before + refused.getMessage() + where;
        return switch (refused.reason()) {
            case LENGTH -> new Rejected(400, "bad_mask", message);
            case FULL -> new Rejected(503, "too_many_masks", message);
            case SHARE -> tooMany("too_many_masks", message, SHARE_RETRY_S);
        };
    }

    /** The error answer for a failure. Reports it if it is our own fault. */
    public static Rejected because(Throwable failure) {
        if (failure instanceof Rejected rejected) {
            return rejected;
        }
        if (failure instanceof BadEnvelope bad) {
            return new Rejected(400, bad.code(), bad.getMessage());
        }
        if (failure instanceof Forbidden forbidden) {
            return new Rejected(403, Forbidden.CODE, forbidden.getMessage());
        }
        if (failure instanceof TooManyChannels full) {
            return full.isOfOne()
                    ? tooMany(TooManyChannels.CODE, full.getMessage(), SHARE_RETRY_S)
                    : new Rejected(503, TooManyChannels.CODE, full.getMessage());
        }
        if (failure instanceof StoreUnavailable) {
            return later(503, "store_unavailable", failure.getMessage(), RETRY_SECONDS);
        }
        if (failure instanceof RunRefused refused) {
            return of(refused, "");
        }
        if (failure instanceof MaskRefused refused) {
            return of(refused, "", "");
        }
        FAULTS.report("A request failed", failure);
        return new Rejected(503, "failed", "the server could not process this request");
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Answers the request with it. */
    public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (header != null) {
            response.setHeader(header, value);
        }
        JsonObjectBuilder more = Providers.JSON.createObjectBuilder();
        if (received >= 0) {
            more.add("received", received);
        }
        Refusal.send(request, response, status, code, getMessage(), more);
    }
}
