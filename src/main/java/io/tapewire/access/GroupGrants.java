package io.tapewire.access;

import io.tapewire.channel.ChannelPattern;
import io.tapewire.config.Configuration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What groups of people are granted ({@code tapewire.groups}). Any thread. */
@ApplicationScoped
public class GroupGrants {
    /** In the place of a group's name: everybody who has signed in. */
    private static final String EVERYBODY = "*";

    private final Map<String, Grants> byGroup;

    @Inject
    GroupGrants(Configuration configuration) {
        this(GroupsJson.read(configuration.groups().orElse("")));
    }

    /** @param byGroup what the members of each group are granted */
    public GroupGrants(Map<String, Grants> byGroup) {
        this.byGroup = Map.copyOf(byGroup);
    }

    /** Only for the container's proxy. */
    protected GroupGrants() {
        this(Map.of());
    }

    /** What somebody is granted who is in these groups: all that each of them is, and nothing for unknown ones. */
    public Grants of(Collection<String> groups) {
        List<Grants> all = Stream.concat(Stream.of(EVERYBODY), groups.stream())
                .distinct()
                .map(byGroup::get)
                .filter(Objects::nonNull)
                .toList();
        return new Grants(all(all, Permission.SUBSCRIBE), all(all, Permission.PUBLISH), all(all, Permission.MANAGE));
    }

    private static List<ChannelPattern> all(List<Grants> grants, Permission permission) {
        List<ChannelPattern> patterns = new ArrayList<>();
        grants.forEach(each -> patterns.addAll(each.of(permission)));
        return patterns;
    }
}
