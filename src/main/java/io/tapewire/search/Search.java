package io.tapewire.search;

import io.tapewire.config.Limits;
import io.tapewire.log.Context;
import io.tapewire.log.Excerpt;
import io.tapewire.log.Log;
import io.tapewire.terminal.Line;
import io.tapewire.terminal.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Searches a log from a record backwards, block by block. A block is read forwards, and further, until nothing can change its lines any
 * more; then its hits are told, newest first. So each line is whole, wherever blocks, segments and records end. For one thread.
 */
public final class Search {
    private static final Comparator<Hit> NEWEST_FIRST = Comparator.comparing(
                    Hit::place, Comparator.comparingLong(Place::offset).thenComparingInt(Place::line))
            .reversed();

    private final Log log;
    private final Expression expression;
    private final Limits limits;
    private final Patience patience;
    private final int blockBytes;

    /** @param patience how long it may go on, and whose turn it is */
    public Search(Log log, Expression expression, Limits limits, Patience patience) {
        this(log, expression, limits, patience, Block.BYTES);
    }

    Search(Log log, Expression expression, Limits limits, Patience patience, int blockBytes) {
        this.log = log;
        this.expression = expression;
        this.limits = limits;
        this.patience = patience;
        this.blockBytes = blockBytes;
    }

    /**
     * Searches the records before this offset.
     *
     * @param limit ends after this many hits; but the hits of one record are never separated, because {@code next} could not name the rest
     */
    public Result run(long before, int limit, Report report) throws IOException {
        long next = Math.min(before, log.seal() + 1);
        int told = 0;
        Block block = Block.before(log, next, blockBytes);
        while (block != null) {
            patience.awaitTurn(next, report);
            List<Hit> hits;
            try {
                hits = hits(block, report);
            } finally {
                patience.endTurn();
            }
            List<Hit> wanted = hits.subList(0, wanted(hits, limit - told));
            if (!wanted.isEmpty()) {
                report.hits(wanted);
                told += wanted.size();
            }
            if (wanted.size() < hits.size()) {
                return new Result(Result.Reason.LIMIT, offset(wanted, wanted.size() - 1));
            }
            next = block.first();
            patience.tell(next, report);
            Result.Reason end = patience.end();
            if (block.oldest()) {
                break;
            }
            if (told >= limit) {
                return new Result(Result.Reason.LIMIT, next);
            }
            if (end != null) {
                return new Result(end, next);
            }
            block = Block.before(log, next, blockBytes);
        }
        return new Result(Result.Reason.EXHAUSTED, next);
    }

    /** How many hits are told if so many more are wanted. */
    private static int wanted(List<Hit> hits, int more) {
        int count = Math.min(more, hits.size());
        while (count > 0 && count < hits.size() && offset(hits, count) == offset(hits, count - 1)) {
            count++;
        }
        return count;
    }

    private static long offset(List<Hit> hits, int index) {
        return hits.get(index).place().offset();
    }

    private List<Hit> hits(Block block, Report report) throws IOException {
        List<Hit> hits = new ArrayList<>();
        LogLines lines = new LogLines(limits, line -> look(line, block, hits));
        Excerpt begin = block.parts().getFirst();
        if (begin.first() > 1) {
            Context before = log.contextAfter(begin.first() - 1);
            lines.join(new Context(begin.stateAfter(begin.first() - 1), before.run()), begin.beginsMidLine());
        }
        for (Excerpt part : block.parts()) {
            lines.read(part, part.first(), Math.min(part.last(), block.end() - 1));
            patience.tell(block.end(), report);
        }
        readOn(lines, block, report);
        lines.finish();
        hits.sort(NEWEST_FIRST);
        return hits;
    }

    /** Reads on while later output can change lines of the block. If there is no time left, lines count as they stand then. */
    private void readOn(LogLines lines, Block block, Report report) throws IOException {
        long at = block.end();
        while (lines.hasOpenBefore(block.end()) && patience.end() == null && log.partAt(at) instanceof Excerpt part) {
            lines.read(part, at, part.last());
            at = part.last() + 1;
            patience.tell(block.end(), report);
        }
    }

    private void look(Line line, Block block, List<Hit> hits) {
        Place place = line.place();
        if (place.offset() >= block.first() && place.offset() < block.end()) {
            Spans spans = expression.in(line);
            if (spans != null) {
                hits.add(new Hit(place, line.text(), spans));
            }
        }
    }
}
