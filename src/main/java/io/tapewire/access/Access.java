package io.tapewire.access;

import io.tapewire.channel.ChannelName;
import io.tapewire.channel.ChannelPattern;
import io.tapewire.fault.FaultLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Set;

/** The one place that decides whether somebody may do something with a channel. Any thread. */
@ApplicationScoped
public class Access {
    private static final FaultLog FAULTS = FaultLog.of(Access.class);

    private final ChannelRules rules;

    @Inject
    Access(@Any Instance<ChannelRules> ofApplication) {
        // RulesCheck has stopped the deployment if there are several
        this(ofApplication.isUnsatisfied() ? null : ofApplication.get());
    }

    /** @param ofApplication the application's rules, or {@code null} if the lists of the token count */
    public Access(ChannelRules ofApplication) {
        this.rules = ofApplication;
    }

    /** What the lists of tokens say, because there are no other rules. */
    public static Access byTokens() {
        return new Access((ChannelRules) null);
    }

    /** Only for the container's proxy. */
    protected Access() {
        this((ChannelRules) null);
    }

    /** Whether somebody may do this with a channel. */
    public boolean may(Caller caller, Permission permission, String channel) {
        if (channel.equals(ChannelName.AUDIT)) {
            // whatever a token or the application's rules say: it tells who the others are, and nobody may forge it
            return caller.isAdministrator() && permission == Permission.SUBSCRIBE;
        }
        if (caller.isAdministrator()) {
            return true;
        }
        if (!isDecidedByRules(caller)) {
            return caller.grants().allow(permission, channel);
        }
        try {
            return rules.may(caller, permission, channel);
        } catch (RuntimeException | Error fault) {
            FAULTS.report("The application's rules for channels failed, which counts as a no", fault);
            return false;
        }
    }

    /**
     * Requires that somebody may do this with a channel.
     *
     * @throws Forbidden if they may not
     */
    public void require(Caller caller, Permission permission, String channel) {
        if (!may(caller, permission, channel)) {
            throw new Forbidden(permission, channel);
        }
    }

    /**
     * Whether there can be a channel that fits this pattern and that somebody may watch. Rules of the application
     * cannot tell, so with them every pattern is allowed. Each of its channels is still checked.
     */
    public boolean mayFollow(Caller caller, ChannelPattern pattern) {
        return caller.isAdministrator()
                || isDecidedByRules(caller)
                || caller.grants().meet(Permission.SUBSCRIBE, pattern);
    }

    /**
     * Requires that somebody may follow a pattern.
     *
     * @throws Forbidden if they may not
     */
    public void requireFollowing(Caller caller, ChannelPattern pattern) {
        if (!mayFollow(caller, pattern)) {
            throw new Forbidden(Permission.SUBSCRIBE, pattern.toString());
        }
    }

    /** Whether the application decides for this caller, so that the lists of the token say nothing. */
    public boolean isDecidedByRules(Caller caller) {
        return hasRules() && !caller.isAdministrator();
    }

    /** Whether the application decides. */
    public boolean hasRules() {
        return rules != null;
    }

    /** Whether two callers may do the same, as far as that can be told without asking for each channel. */
    public boolean areEqual(Caller one, Caller other) {
        return one.isAdministrator() == other.isAdministrator()
                && !isDecidedByRules(one)
                && one.grants().equals(other.grants());
    }

    /** The roles that the application's rules ask for. */
    public Set<String> roles() {
        return rules == null ? Set.of() : rules.roles();
    }
}
