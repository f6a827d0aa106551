package io.tapewire.nodes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Whether what a producer was told still holds later: within an epoch nothing that was answered is taken back. */
final class Claims {
    private Claims() {}

    static void check(List<Claim> claims, Consumer<String> faults) {
        Map<String, Claim> latest = new LinkedHashMap<>();
        for (Claim claim : claims) {
            Claim before = latest.put(nameOf(claim), claim);
            if (before != null
                    && claim.lines() < before.lines()
                    && claim.epoch().equals(before.epoch())) {
                faults.accept("of " + before + " only " + claim.lines() + " lines were left in the same epoch");
            }
        }
    }

    /** The last one of each stream. */
    static List<Claim> last(List<Claim> claims) {
        Map<String, Claim> latest = new LinkedHashMap<>();
        claims.forEach(claim -> latest.put(nameOf(claim), claim));
        return List.copyOf(latest.values());
    }

    private static String nameOf(Claim claim) {
        return claim.channel() + " " + claim.stream();
    }
}
