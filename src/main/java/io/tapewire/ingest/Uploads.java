package io.tapewire.ingest;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The latest upload of each run that is being continued. Bounded by the requests in progress. Any thread. */
final class Uploads {
    private final Map<RunKey, Upload> latest = new ConcurrentHashMap<>();

    private record RunKey(String channel, String run) {}

    /** Begins an upload. The older ones of the same run write nothing any more when this returns. */
    Upload begin(String channel, String run) {
        // the older one is not waited for here, because that would stop other runs, too
        Upload upload = latest.compute(new RunKey(channel, run), (key, before) -> new Upload(before));
        upload.begin();
        return upload;
    }

    /** Returns whether it was the latest one. */
    boolean end(String channel, String run, Upload upload) {
        return latest.remove(new RunKey(channel, run), upload);
    }
}
