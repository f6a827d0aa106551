package io.tapewire.nodes;

import io.tapewire.nodes.Sighting.Begun;
import io.tapewire.nodes.Sighting.Gap;
import io.tapewire.nodes.Sighting.Records;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Whether each offset of an epoch has the same contents for everybody, and gaps name only what is not there any more. */
final class Contents {
    private final Consumer<String> faults;
    private final List<Stretch> stretches = new ArrayList<>();
    private final List<Stretch> kept = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    /** An epoch goes on in another one: the records up to this one belong to both. */
    private record Link(String channel, String from, String to, long last) {}

    private Contents(Consumer<String> faults) {
        this.faults = faults;
    }

    static void check(Recording recording, Consumer<String> faults) {
        Contents contents = new Contents(faults);
        recording.viewers().forEach(each -> contents.stretches.addAll(contents.stretchesOf(each)));
        recording.histories().forEach(each -> contents.kept.addAll(contents.stretchesOf(each)));
        contents.stretches.addAll(contents.kept);
        contents.compare();
        recording.viewers().forEach(contents::checkGaps);
    }

    private List<Stretch> stretchesOf(Account account) {
        List<Stretch> all = new ArrayList<>();
        Stretch current = null;
        for (Sighting each : account.sightings()) {
            if (each instanceof Begun begun) {
                if (current == null || !begun.recovered()) {
                    current = new Stretch(account, begun.epoch(), begun.offset());
                    all.add(current);
                } else if (!begun.epoch().equals(current.epoch())) {
                    links.add(new Link(account.channel(), current.epoch(), begun.epoch(), begun.offset()));
                    current = current.in(begun.epoch());
                    all.add(current);
                }
            } else if (each instanceof Records records && current != null) {
                current.add(records);
            } else if (each instanceof Gap gap && current != null) {
                current = new Stretch(account, current.epoch(), gap.to());
                all.add(current);
            }
        }
        return all;
    }

    private void compare() {
        for (int i = 0; i < stretches.size(); i++) {
            Stretch one = stretches.get(i);
            stretches.subList(i + 1, stretches.size()).stream()
                    .filter(other -> other.channel().equals(one.channel())
                            && other.epoch().equals(one.epoch()))
                    .forEach(other -> one.differenceTo(other).ifPresent(faults));
        }
    }

    private void checkGaps(Account viewer) {
        String epoch = null;
        for (Sighting each : viewer.sightings()) {
            if (each instanceof Begun begun) {
                epoch = begun.epoch();
            } else if (each instanceof Gap gap) {
                for (long offset = gap.from(); offset <= gap.to(); offset++) {
                    if (isKept(viewer.channel(), epoch, offset, new HashSet<>())) {
                        faults.accept(viewer + ": record " + offset + " of epoch " + epoch + " is there, but " + gap);
                        break;
                    }
                }
            }
        }
    }

    private boolean isKept(String channel, String epoch, long offset, Set<String> asked) {
        return asked.add(epoch)
                && (kept.stream()
                                .anyMatch(each -> each.channel().equals(channel)
                                        && each.epoch().equals(epoch)
                                        && each.has(offset))
                        || links.stream()
                                .anyMatch(link -> link.channel().equals(channel)
                                        && link.from().equals(epoch)
                                        && link.last() >= offset
                                        && isKept(channel, link.to(), offset, asked)));
    }
}
