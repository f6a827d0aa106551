package io.tapewire.it;

import io.tapewire.access.Caller;
import io.tapewire.access.ChannelRules;
import io.tapewire.access.Permission;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The rules of an application: its members watch and publish to what is theirs, and its operators do everything. */
@ApplicationScoped
public class TeamRules implements ChannelRules {
    private static final String OPERATORS = "ops";

    @Override
    public Set<String> roles() {
        return Set.of(OPERATORS);
    }

    @Override
    public boolean may(Caller caller, Permission permission, String channel) {
        return caller.isInRole(OPERATORS)
                || (permission != Permission.MANAGE && channel.startsWith("team/" + caller.getName() + "/"));
    }
}
