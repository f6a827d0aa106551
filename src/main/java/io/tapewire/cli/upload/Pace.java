package io.tapewire.cli.upload;

import java.time.Duration;

/**
 * How long the parts of an upload may take.
 *
 * @param idle a body without new bytes ends after this time, so that nobody on the way takes it for dead
 * @param body a body ends after this time, so that its answer says what has arrived
 * @param stall a connection that takes nothing, or an answer that does not come, for this long is broken
 */
public record Pace(Duration idle, Duration body, Duration stall) {
    public static final Pace USUAL = new Pace(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30));
}
