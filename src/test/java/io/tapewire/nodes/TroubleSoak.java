package io.tapewire.nodes;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Much more of that trouble, in {@code -Psoak,nodes}. */
@EnabledIfSystemProperty(named = "it.server", matches = "nodes", disabledReason = "needs both kinds of servers")
class TroubleSoak extends TroubleAcrossNodes {
    @Override
    int kills() {
        return Integer.getInteger("kills", 100);
    }

    @Override
    int rounds() {
        return Integer.getInteger("rounds", 20);
    }
}
