package io.tapewire.file;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The unfinished files that this server may change at present. Any thread. */
final class Leases {
    private static final long ASK_AGAIN_MILLIS = 100;

    private final Set<Lease> held = ConcurrentHashMap.newKeySet();
    private final SecureRandom random = new SecureRandom();
    private final FileIndex index;

    Leases(FileIndex index) {
        this.index = index;
    }

    /**
     * Takes the right to change a file, after whichever server has it has given it back.
     *
     * @param stop ends whatever uses the right; may be called several times, by any thread
     * @throws FileRefused if the other one does not give it back, or there is no such file any more
     */
    Lease take(String id, Runnable stop) throws InterruptedException {
        long until = System.nanoTime() + Handover.MOST_NANOS;
        String token = newToken();
        FileIndex.Outcome outcome = index.claim(id, token);
        while (outcome == FileIndex.Outcome.BUSY) {
            if (System.nanoTime() - until >= 0) {
                throw Handover.stillBusy();
            }
            TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
            outcome = index.claim(id, token);
        }
        if (outcome != FileIndex.Outcome.DONE) {
            throw Lease.gone();
        }
        // asked for afterwards, because now nobody changes it
        Lease lease = new Lease(index, index.upload(id).orElseThrow(Lease::gone), token, stop, held::remove);
        held.add(lease);
        return lease;
    }

    private String newToken() {
        byte[] token = new byte[8];
        random.nextBytes(token);
        return HexFormat.of().formatHex(token);
    }

    /** To be called more often than a right would end. */
    void renew() {
        held.forEach(Lease::renew);
    }
}
