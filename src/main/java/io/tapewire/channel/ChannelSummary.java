package io.tapewire.channel;

import io.tapewire.log.Archive;
import io.tapewire.log.Run;
import io.tapewire.log.Span;
import java.util.List;

/**
 * A channel as others see it.
 *
 * @param name its name
 * @param viewers how many subscribe to it, on all servers
 * @param epoch which log
 * @param first offset of the oldest retained record
 * @param offset offset of the newest one; smaller than {@code first} if there is none
 * @param bytes of retained payload
 * @param updatedMillis when it last grew; 0 for never
 * @param latestRun the run that began last; {@code null} if it has none
 */
public record ChannelSummary(
        String name,
        int viewers,
        String epoch,
        long first,
        long offset,
        long bytes,
        long updatedMillis,
        Run latestRun) {
    ChannelSummary(Archive.Listed kept, int viewers) {
        this(kept.channel(), viewers, kept.span(), kept.latestRun() == null ? List.of() : List.of(kept.latestRun()));
    }

    ChannelSummary(String name, int viewers, Span span, List<Run> latest) {
        this(
                name,
                viewers,
                span.epoch(),
                span.first(),
                span.last(),
                span.bytes(),
                span.updatedMillis(),
                latest.isEmpty() ? null : latest.get(0));
    }
}
