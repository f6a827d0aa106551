package io.tapewire.search;

import io.tapewire.terminal.Place;

/** A line that matches. */
public record Hit(Place place, String text, Spans spans) {}
