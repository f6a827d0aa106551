package io.tapewire.log;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.protocol.RecordEncoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What several servers share, with a network that loses requests and answers, and restarts that may lose the newest commits.
 * A {@link Door} is one server's way to it.
 */
final class SharedStore {
    /** Stands for a part of the requests: no request is lost, and each answer is. */
    private static final double ANSWERS = -1;

    private final Random random;
    private final List<Named> commits = new ArrayList<>();
    private List<EpochStart> epochs = List.of(new EpochStart("e1", 1));
    /** Whether it was started again since the last epoch began. */
    private boolean restarted;

    private int most = Integer.MAX_VALUE;
    private double trouble;

    private record Named(String name, List<Excerpt> records, Map<String, Long> received) {}

    SharedStore(long seed) {
        random = new Random(seed);
    }

    /** From now on this part of all requests is lost, half of them with the answer alone. */
    void lose(double part) {
        trouble = part;
    }

    /** From now on all requests are carried out, and all answers to them are lost. */
    void loseAnswers() {
        trouble = ANSWERS;
    }

    /** From now on no more than so many commits are told at a time. */
    void tellAtMost(int commits) {
        most = commits;
    }

    /** Another process takes the place of the one before. It does not have the newest commits. */
    void restart(int lost) {
        restarted = true;
        for (int i = 0; i < lost && !commits.isEmpty(); i++) {
            commits.remove(commits.size() - 1);
        }
    }

    /** A server's way to the log as it is now, and what it is. */
    Archive.Kept open(String server) {
        if (restarted) {
            restarted = false;
            List<EpochStart> more = new ArrayList<>(epochs);
            more.add(new EpochStart("e" + (epochs.size() + 1), last() + 1));
            epochs = List.copyOf(more);
        }
        Door door = new Door(server, epochs.get(epochs.size() - 1).epoch());
        Replay replay = new Replay("build", LogSnapshot.startingWith("none").in(epochs));
        for (Named each : commits) {
            replay.expect(each.received(), newest(each));
            each.records().forEach(replay::read);
        }
        return new Archive.Kept(replay.after(), door);
    }

    private long last() {
        return commits.isEmpty() ? 0 : newest(commits.get(commits.size() - 1));
    }

    private static long newest(Named commit) {
        return commit.records().get(commit.records().size() - 1).last();
    }

    /** One server's way to the store. */
    private final class Door implements Store {
        private final String server;
        private final String epoch;
        private final RecordEncoder encoder;
        private int sent;
        private Sent unanswered;

        private Door(String server, String epoch) {
            this.server = server + " " + epoch + " ";
            this.epoch = epoch;
            this.encoder = new RecordEncoder("build", epoch);
        }

        @Override
        public boolean isShared() {
            return true;
        }

        private boolean isReplaced() {
            return restarted || !epochs.get(epochs.size() - 1).epoch().equals(epoch);
        }

        @Override
        public Outcome append(List<Excerpt> records, List<Received> received, LogSnapshot after) {
            if (unanswered == null) {
                unanswered = new Sent(server + ++sent, records.get(0).first() - 1);
            }
            if (random.nextDouble() < trouble / 2) {
                return Outcome.UNAVAILABLE;
            }
            Outcome outcome = isReplaced()
                    ? Outcome.REPLACED
                    : records.get(0).first() == last() + 1 ? Outcome.DONE : Outcome.BEHIND;
            if (outcome == Outcome.DONE) {
                Map<String, Long> counts = new LinkedHashMap<>();
                received.forEach(each -> counts.put(each.run(), each.after()));
                commits.add(new Named(unanswered.name(), List.copyOf(records), counts));
            }
            if (trouble == ANSWERS || random.nextDouble() < trouble / 2) {
                return Outcome.UNAVAILABLE;
            }
            unanswered = outcome == Outcome.DONE ? null : unanswered;
            return outcome;
        }

        @Override
        public News after(long last) {
            if (random.nextDouble() < trouble) {
                return new News(Outcome.UNAVAILABLE, List.of());
            }
            if (isReplaced()) {
                return new News(Outcome.REPLACED, List.of());
            }
            List<Commit> news = commits.stream()
                    .filter(each -> newest(each) > last)
                    .limit(most)
                    .map(each -> new Commit(each.records(), each.received(), isOf(each, unanswered)))
                    .toList();
            unanswered = news.isEmpty() ? unanswered : null;
            return new News(Outcome.DONE, news);
        }

        private static boolean isOf(Named commit, Sent sent) {
            return sent != null && commit.name().equals(sent.name());
        }

        @Override
        public Optional<Sent> sent() {
            return Optional.ofNullable(unanswered);
        }

        @Override
        public boolean has(Sent wanted) {
            if (random.nextDouble() < trouble || isReplaced()) {
                throw new StoreUnavailable();
            }
            return commits.stream()
                    .filter(each -> newest(each) > wanted.after())
                    .findFirst()
                    .filter(each -> isOf(each, wanted))
                    .isPresent();
        }

        @Override
        public boolean wantsSnapshot() {
            return false;
        }

        @Override
        public void mark(LogSnapshot now) {
            throw new UnsupportedOperationException("nobody goes on from here");
        }

        @Override
        public long first() {
            return 1;
        }

        @Override
        public long begin() {
            return 0;
        }

        @Override
        public Excerpt read(long offset, int most) {
            if (isReplaced()) {
                throw new StoreUnavailable();
            }
            return commits.stream()
                    .flatMap(each -> each.records().stream())
                    .filter(each -> each.last() >= offset)
                    .findFirst()
                    .map(this::inEpoch)
                    .orElse(null);
        }

        /** As whoever reads it from the store gets it, whatever the epoch was when it was stored. */
        private Excerpt inEpoch(Excerpt excerpt) {
            ByteBuffer bytes = ByteBuffer.allocate(ExcerptCodec.lengthOf(excerpt));
            ExcerptCodec.write(excerpt, bytes);
            return ExcerptCodec.read(bytes.flip(), encoder);
        }

        @Override
        public long offsetNear(long begin) {
            throw new UnsupportedOperationException("nobody joins");
        }

        @Override
        public void delete() {
            throw new UnsupportedOperationException("nothing is deleted");
        }
    }
}
