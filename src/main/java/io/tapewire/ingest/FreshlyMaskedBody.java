package io.tapewire.ingest;

import io.tapewire.mask.Masks;

/**
 * A body of which each piece is masked with everything that was registered on any server before the piece has arrived. One
 * thread at a time.
 */
final class FreshlyMaskedBody extends WrappedBody {
    private final Masks masks;

    FreshlyMaskedBody(Body body, Masks masks) {
        super(body);
        this.masks = masks;
    }

    @Override
    public void take(byte[] bytes, int length) {
        masks.refresh();
        super.take(bytes, length);
    }
}
