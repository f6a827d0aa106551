package io.tapewire.mask;

import io.tapewire.protocol.Providers;
import io.tapewire.shared.SharedTexts;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The values that publishers have masked, as texts that all servers have: one for each registration, so that no server
 * overwrites what another one registers at the same time. Any thread. Each method may wait.
 */
final class MaskTexts {
    private final SharedTexts texts;
    /** By their names. */
    private final Map<String, String> known = new ConcurrentHashMap<>();

    /** @param run {@code null} for the whole channel */
    record Place(String channel, String run) {
        private static Place of(String name) {
            String[] words = name.split(" ", 3);
            return new Place(words[0], words.length < 3 ? null : words[2]);
        }

        private String newName() {
            return channel + " " + UUID.randomUUID() + (run == null ? "" : " " + run);
        }
    }

    /**
     * What is masked.
     *
     * @param values by where they are masked
     * @param unreadable channels in which values are masked that this server cannot read
     */
    record Found(Map<Place, Set<String>> values, Set<String> unreadable) {}

    MaskTexts(SharedTexts texts) {
        this.texts = texts;
    }

    boolean areShared() {
        return texts != SharedTexts.NONE;
    }

    /** The other servers mask these from now on before they take more output. */
    void tell(Place place, Set<String> values) {
        JsonArrayBuilder json = Providers.JSON.createArrayBuilder();
        values.forEach(json::add);
        String name = place.newName();
        String text = json.build().toString();
        texts.put(name, text);
        known.put(name, text);
    }

    /** Redis may have lost some. */
    void tellAgain() {
        known.forEach((name, text) -> {
            if (!text.equals(SharedTexts.UNREADABLE)) {
                texts.put(name, text);
            }
        });
    }

    /** The values of a run are not masked any more. */
    void forgetRun(String channel, String run) {
        forget(channel, place -> Objects.equals(place.run(), run));
    }

    /** No values are masked any more in a channel. */
    void forgetChannel(String channel) {
        forget(channel, place -> true);
    }

    private void forget(String channel, Predicate<Place> which) {
        for (String name : List.copyOf(known.keySet())) {
            if (name.startsWith(channel + " ") && which.test(Place.of(name))) {
                texts.remove(name);
                known.remove(name);
            }
        }
    }

    /** When this returns, this server knows of all values that any server was told before. */
    void refresh() {
        texts.refresh();
    }

    /** All that servers have told. */
    Found all() {
        Map<Place, Set<String>> values = new HashMap<>();
        Set<String> unreadable = new HashSet<>();
        Map<String, String> all = texts.all();
        all.forEach((name, text) -> {
            Place place = Place.of(name);
            if (text.equals(SharedTexts.UNREADABLE)) {
                unreadable.add(place.channel());
            } else {
                values.computeIfAbsent(place, first -> new LinkedHashSet<>()).addAll(read(text));
            }
        });
        known.keySet().retainAll(all.keySet());
        known.putAll(all);
        return new Found(values, Set.copyOf(unreadable));
    }

    private static Set<String> read(String text) {
        try (JsonReader reader = Providers.JSON.createReader(new StringReader(text))) {
            Set<String> values = new LinkedHashSet<>();
            reader.readArray().getValuesAs(JsonString.class).forEach(each -> values.add(each.getString()));
            return values;
        }
    }
}
