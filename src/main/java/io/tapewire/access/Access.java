package io.tapewire.access;

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
        // throws if there are several, because nobody could tell which of them decides
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
        if (caller.isAdministrator() || rules == null) {
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
     * Requires that somebody may watch any channel of a pattern.
     *
     * @throws Forbidden if there can be no channel that fits this pattern and that they may watch. The application's
     *     rules cannot tell that, so with them every pattern is allowed; each channel is still checked
     */
    public void requireAny(Caller caller, ChannelPattern pattern) {
        boolean decidesByChannel = rules != null && !caller.isAdministrator();
        if (!decidesByChannel && !caller.grants().meet(Permission.SUBSCRIBE, pattern)) {
            throw new Forbidden(Permission.SUBSCRIBE, pattern.toString());
        }
    }

    /** Whether the application decides, channel by channel, so that nobody can say in advance what somebody may do. */
    public boolean isDecidedByApplication() {
        return rules != null;
    }

    /** The roles that the application's rules ask for. */
    public Set<String> roles() {
        return rules == null ? Set.of() : rules.roles();
    }
}
