package io.tapewire.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.access.Caller;
import io.tapewire.channel.Channels;
import io.tapewire.event.MaskRefused;
import io.tapewire.http.Rejected;
import io.tapewire.mask.Masks;
import io.tapewire.mask.Registration;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Collections;
import java.util.List;

/** The header with a secret that is masked while the request runs. It may be repeated. */
final class MaskHeader {
    private static final String NAME = "X-Tapewire-Mask";

    private MaskHeader() {}

    static List<String> values(HttpServletRequest request) {
        return Collections.list(request.getHeaders(NAME)).stream()
                .map(MaskHeader::decode)
                .toList();
    }

    /** Clients send UTF-8, and containers decode headers as ISO 8859-1. */
    private static String decode(String value) {
        if (value.chars().anyMatch(character -> character > 0xff)) {
            return value;
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(value.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return value;
        }
    }

    /**
     * Masks the values until the result is closed.
     *
     * @throws Rejected if they cannot be masked; the message names the header but no value
     */
    static Registration register(
            Masks masks, Channels channels, String channel, Caller publisher, List<String> values) {
        if (values.isEmpty()) {
            return () -> {};
        }
        // fails before the values are registered if the channel cannot be created
        channels.open(channel, Share.of(publisher));
        try {
            return masks.register(channel, values);
        } catch (MaskRefused refused) {
            throw Rejected.of(refused, NAME + ": ", "");
        }
    }
}
