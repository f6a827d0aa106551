package io.tapewire.page;

import io.tapewire.config.Configuration;
import io.tapewire.config.HistorySettings;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** What the page says about how long output is kept, and what can cost it. */
@Named("tapewireDurability")
@RequestScoped
public class Durability {
    @Inject
    private Configuration configuration;

    @Inject
    private Limits limits;

    /** A sentence or two in English. */
    public String getWords() {
        return words(configuration.history(), limits.of(Limit.HISTORY_SYNC_MS));
    }

    static String words(HistorySettings history, long syncMillis) {
        if (!history.kept()) {
            return "Output is kept in the server's memory only. It is gone when the server stops.";
        }
        if (history.sync()) {
            return "Output is on the server's disk before anyone sees it, so a power failure costs nothing of it.";
        }
        return "Output is kept on the server's disk. A power failure there can cost the last %d seconds."
                .formatted(Math.round(syncMillis / 1e3));
    }
}
