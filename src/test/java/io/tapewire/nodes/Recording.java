package io.tapewire.nodes;

import java.util.List;

/**
 * Everything that was seen from outside.
 *
 * @param viewers who watched until the end
 * @param histories what each server had at the end
 * @param claims what producers were told, in order for each; the last one says how many lines there are
 */
record Recording(List<Account> viewers, List<Account> histories, List<Claim> claims) {
    Recording {
        viewers = List.copyOf(viewers);
        histories = List.copyOf(histories);
        claims = List.copyOf(claims);
    }
}
