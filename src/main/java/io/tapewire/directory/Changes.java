package io.tapewire.directory;

import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.Providers;
import jakarta.json.JsonArrayBuilder;
import java.util.List;
import java.util.function.Predicate;

/**
 * Some rows that have changed, in the order of their revisions.
 *
 * @param revision up to which these are all changes
 * @param whole whether they begin a list, so that what was known before is void
 * @param more whether there are later ones already
 */
record Changes(List<Row> rows, long revision, boolean whole, boolean more) {
    Changes visible(Predicate<String> names) {
        return new Changes(rows.stream().filter(row -> names.test(row.name())).toList(), revision, whole, more);
    }

    /** Whether there is nothing to tell. The beginning of a list is told even if it is empty. */
    boolean isEmpty() {
        return rows.isEmpty() && !whole;
    }

    Envelope envelope() {
        JsonArrayBuilder channels = Providers.JSON.createArrayBuilder();
        JsonArrayBuilder removed = Providers.JSON.createArrayBuilder();
        for (Row row : rows) {
            if (!row.isGone()) {
                channels.add(row.json());
            } else if (!whole) {
                removed.add(row.name());
            }
        }
        return Envelope.of(MessageType.CHANNELS)
                .with(Providers.JSON
                        .createObjectBuilder()
                        .add("whole", whole)
                        .add("more", more)
                        .add("channels", channels)
                        .add("removed", removed)
                        .build());
    }
}
