package io.tapewire.ingest;

import io.tapewire.http.Rejected;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The headers of resumable uploads, as draft-ietf-httpbis-resumable-upload has them (docs/decisions/0031). */
final class UploadHeaders {
    static final String PARTIAL = "application/partial-upload";
    private static final String COMPLETE = "Upload-Complete";
    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";

    private UploadHeaders() {}

    /** Whether the request brings a part of a file that others will follow. */
    static boolean isPart(HttpServletRequest request) {
        String complete = request.getHeader(COMPLETE);
        if (complete == null || complete.equals("?1")) {
            return false;
        }
        if (!complete.equals("?0")) {
            throw bad(COMPLETE + " is ?0 or ?1");
        }
        return true;
    }

    /** The length of the whole file; negative if the request does not say it. */
    static long length(HttpServletRequest request) {
        return number(request, LENGTH);
    }

    /** Where the body begins in the file. */
    static long offset(HttpServletRequest request) {
        long offset = number(request, OFFSET);
        if (offset < 0) {
            throw bad("a part of a file needs " + OFFSET);
        }
        return offset;
    }

    private static long number(HttpServletRequest request, String name) {
        String text = request.getHeader(name);
        if (text == null) {
            return -1;
        }
        if (!text.matches("[0-9]{1,15}")) {
            throw bad(name + " is a whole number of at most 15 digits");
        }
        return Long.parseLong(text);
    }

    private static Rejected bad(String message) {
        return new Rejected(400, "bad_upload", message);
    }

    /**
     * Says how far a file is.
     *
     * @param bytes that are there
     * @param length of the whole; negative if it is not known
     */
    static void describe(HttpServletResponse response, long bytes, boolean complete, long length) {
        response.setHeader(OFFSET, String.valueOf(bytes));
        response.setHeader(COMPLETE, complete ? "?1" : "?0");
        if (length >= 0) {
            response.setHeader(LENGTH, String.valueOf(length));
        }
        response.setHeader("Cache-Control", "no-store");
    }

    /** Says how large a file may be, and how long an unfinished one is kept. */
    static void limit(HttpServletResponse response, long mostBytes, long seconds) {
        response.setHeader("Upload-Limit", "max-size=" + mostBytes + ", max-age=" + seconds);
    }
}
