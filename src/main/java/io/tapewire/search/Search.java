package io.tapewire.search;

import io.tapewire.config.Limits;
import io.tapewire.log.Log;
import java.io.IOException;
import java.util.List;

/**
 * Searches a log from a record backwards, block by block. A block is read forwards, and further, until nothing can change its lines any
 * more; then its hits are told, newest first. So each line is whole, wherever blocks, segments and records end. For one thread.
 */
final class Search {
    private final Log log;
    private final Expression expression;
    private final Limits limits;
    private final Patience patience;
    private final Turns turns;
    private final int mostBlockBytes;

    Search(Log log, Expression expression, Limits limits, Patience patience, Turns turns) {
        this(log, expression, limits, patience, turns, Block.MOST_BYTES);
    }

    Search(Log log, Expression expression, Limits limits, Patience patience, Turns turns, int mostBlockBytes) {
        this.log = log;
        this.expression = expression;
        this.limits = limits;
        this.patience = patience;
        this.turns = turns;
        this.mostBlockBytes = mostBlockBytes;
    }

    /**
     * Searches the records between two offsets.
     *
     * @param after lines that begin in this record or an earlier one are no hits; 0 for none
     * @param before likewise for this record and later ones
     * @param limit ends after this many hits; but the hits of one record are never separated, because {@code next} could not name the rest
     */
    Result run(long after, long before, int limit, Report report) throws IOException {
        Progress progress = new Progress(turns, patience, report);
        long next = Math.min(before, log.seal() + 1);
        int blockBytes = Math.min(Block.FIRST_BYTES, mostBlockBytes);
        int wanted = limit;
        for (Block block = before(next, blockBytes); block != null; block = before(next, blockBytes)) {
            Newest hits = new Newest(wanted, after);
            if (!search(block, hits, progress)) {
                return new Result(patience.end(), next);
            }
            List<Hit> found = hits.newestFirst();
            if (!found.isEmpty()) {
                report.hits(found);
                wanted -= found.size();
            }
            if (hits.isCut()) {
                return new Result(
                        Result.Reason.LIMIT, found.get(found.size() - 1).place().offset());
            }
            next = block.first();
            if (block.oldest() || next <= after + 1) {
                break;
            }
            if (wanted <= 0) {
                return new Result(Result.Reason.LIMIT, next);
            }
            blockBytes = Math.min(2 * blockBytes, mostBlockBytes);
        }
        return new Result(Result.Reason.EXHAUSTED, next);
    }

    private Block before(long next, int blockBytes) {
        return Block.before(log, next, blockBytes);
    }

    /** Returns false if the search has to end before the block is searched. */
    private boolean search(Block block, Newest hits, Progress progress) throws IOException {
        if (!progress.awaitTurn(block.end())) {
            return false;
        }
        try {
            boolean whole = new BlockSearch(log, block, expression, limits, progress, hits).run();
            progress.advanced();
            return whole;
        } finally {
            progress.endTurn();
        }
    }
}
