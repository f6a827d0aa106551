/** The WebSocket at {@code /ws}: a thin endpoint, and the outlet from channels to a session. */
package io.tapewire.socket;
