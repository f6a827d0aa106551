package io.tapewire.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What several servers share, with a network that loses requests and answers. A {@link Door} is one server's way to it.
 */
final class SharedStore {
    private final Random random;
    private final List<Named> commits = new ArrayList<>();
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

    /** From now on no more than so many commits are told at a time. */
    void tellAtMost(int commits) {
        most = commits;
    }

    Door door(String server) {
        return new Door(server);
    }

    private long last() {
        return commits.isEmpty() ? 0 : newest(commits.get(commits.size() - 1));
    }

    private static long newest(Named commit) {
        return commit.records().get(commit.records().size() - 1).last();
    }

    /** One server's way to the store. */
    final class Door implements Store {
        private final String server;
        private int sent;
        private String unanswered;

        private Door(String server) {
            this.server = server;
        }

        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public Outcome append(List<Excerpt> records, List<Received> received, LogSnapshot after) {
            unanswered = unanswered == null ? server + ++sent : unanswered;
            if (random.nextDouble() < trouble / 2) {
                return Outcome.UNAVAILABLE;
            }
            Outcome outcome = records.get(0).first() == last() + 1 ? Outcome.DONE : Outcome.BEHIND;
            if (outcome == Outcome.DONE) {
                Map<String, Long> counts = new LinkedHashMap<>();
                received.forEach(each -> counts.put(each.run(), each.after()));
                commits.add(new Named(unanswered, List.copyOf(records), counts));
            }
            if (random.nextDouble() < trouble / 2) {
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
            List<Commit> news = commits.stream()
                    .filter(each -> newest(each) > last)
                    .limit(most)
                    .map(each -> new Commit(
                            each.records(), each.received(), each.name().equals(unanswered)))
                    .toList();
            unanswered = news.isEmpty() ? unanswered : null;
            return new News(Outcome.DONE, news);
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
            return Long.MAX_VALUE;
        }

        @Override
        public long begin() {
            return 0;
        }

        @Override
        public Excerpt read(long offset, int most) {
            throw new UnsupportedOperationException("the logs keep everything in memory");
        }

        @Override
        public long offsetNear(long begin) {
            throw new UnsupportedOperationException("the logs keep everything in memory");
        }

        @Override
        public void delete() {
            throw new UnsupportedOperationException("nothing is deleted");
        }
    }
}
