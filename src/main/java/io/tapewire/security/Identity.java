package io.tapewire.security;

import io.tapewire.access.Caller;

/**
 * Who makes a request, and how we know.
 *
 * @param isAmbient whether a browser sends the proof by itself, as it does with a cookie, also when another site's page
 *     makes the request
 */
public record Identity(Caller caller, boolean isAmbient) {}
