package io.tapewire.channel;

import io.tapewire.log.Log;
import java.util.function.Supplier;

/**
 * What a cursor needs from a store that servers share. Another thread reads it there, and the cursor goes on when it has
 * come. Used by the subscriber's sender alone.
 */
final class Retrieval {
    private final Audience audience;
    private final Subscriber subscriber;
    private final Runnable onArrival;
    private boolean underWay;
    private Place place;
    private Object found;

    /** Where somebody reads in a log. */
    private record Place(Log log, long position) {}

    /** @param onArrival called when it is time to ask again */
    Retrieval(Audience audience, Subscriber subscriber, Runnable onArrival) {
        this.audience = audience;
        this.subscriber = subscriber;
        this.onArrival = onArrival;
    }

    /**
     * What is at this place. It stays there until it is {@link #clear cleared}.
     *
     * @param reading reads it; called by another thread
     * @return {@code null} if it has not come yet, or if there is nothing
     */
    <T> T at(Log log, long position, Class<T> kind, Supplier<T> reading) {
        Place wanted = new Place(log, position);
        if (kind.isInstance(found) && wanted.equals(place)) {
            return kind.cast(found);
        }
        if (!underWay) {
            underWay = true;
            Object[] read = new Object[1];
            audience.sender().aside(() -> read[0] = reading.get(), failure -> arrived(wanted, read[0], failure));
        }
        return null;
    }

    private void arrived(Place read, Object result, Throwable failure) {
        underWay = false;
        if (subscriber.hasLeft()) {
            return;
        }
        if (failure == null) {
            place = read;
            found = result;
        } else if (audience.channel().log() == read.log()) {
            subscriber.fail(failure);
            return;
        }
        onArrival.run();
    }

    /** It has been taken. */
    void clear() {
        found = null;
    }
}
