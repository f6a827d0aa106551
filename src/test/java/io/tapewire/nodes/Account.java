package io.tapewire.nodes;

import java.util.List;

/** What one witness was sent of one channel until the end, in order. */
record Account(String witness, String channel, List<Sighting> sightings) {
    Account {
        sightings = List.copyOf(sightings);
    }

    @Override
    public String toString() {
        return witness + " of " + channel;
    }
}
