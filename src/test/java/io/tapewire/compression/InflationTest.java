package io.tapewire.compression;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InflationTest {
    private static final byte[] TEXT = "Grüße, Grüße, Grüße\n".repeat(20).getBytes(UTF_8);

    /** What a client may send. */
    private enum Format {
        GZIP(Encoding.GZIP) {
            @Override
            OutputStream compressing(OutputStream out) throws IOException {
                return new GZIPOutputStream(out, true);
            }
        },
        ZLIB(Encoding.DEFLATE) {
            @Override
            OutputStream compressing(OutputStream out) {
                return new DeflaterOutputStream(out, new Deflater(), true);
            }
        },
        RAW(Encoding.DEFLATE) {
            @Override
            OutputStream compressing(OutputStream out) {
                return new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED, true), true);
            }
        };

        private final Encoding encoding;

        Format(Encoding encoding) {
            this.encoding = encoding;
        }

        abstract OutputStream compressing(OutputStream out) throws IOException;

        byte[] compress(byte[] bytes) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (OutputStream compressing = compressing(out)) {
                compressing.write(bytes);
            }
            return out.toByteArray();
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void pieces_may_end_anywhere(Format format) throws Exception {
        byte[] sent = format.compress(TEXT);
        for (int cut = 0; cut <= sent.length; cut++) {
            Reading reading = new Reading(format.encoding);
            reading.take(Arrays.copyOf(sent, cut));
            assertThat(reading.isWhole()).as("whole after %d", cut).isEqualTo(cut == sent.length);
            reading.take(Arrays.copyOfRange(sent, cut, sent.length));
            assertThat(reading.whole()).as("cut after %d", cut).isEqualTo(TEXT);
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void each_byte_may_come_alone(Format format) throws Exception {
        assertThat(bytewise(format.encoding, format.compress(TEXT))).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void what_was_flushed_is_there_before_the_end(Format format) throws Exception {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        OutputStream compressing = format.compressing(sent);
        compressing.write("compiling\n".getBytes(UTF_8));
        compressing.flush();
        Reading reading = new Reading(format.encoding);
        reading.take(sent.toByteArray());
        assertThat(reading.out.toString(UTF_8)).isEqualTo("compiling\n");
        assertThat(reading.isWhole()).isFalse();
        compressing.close();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void bodies_of_any_kind_come_out_as_they_went_in(Format format) throws Exception {
        Random random = new Random(3);
        for (int round = 0; round < 100; round++) {
            byte[] bytes = new byte[random.nextInt(50_000)];
            int values = 1 + random.nextInt(256);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) random.nextInt(values);
            }
            byte[] sent = format.compress(bytes);
            Reading reading = new Reading(format.encoding);
            for (int from = 0; from < sent.length; ) {
                int to = Math.min(sent.length, from + 1 + random.nextInt(5_000));
                reading.take(Arrays.copyOfRange(sent, from, to));
                from = to;
            }
            assertThat(reading.whole()).as("round %d", round).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = "RAW", mode = EnumSource.Mode.EXCLUDE)
    void a_byte_that_was_changed_on_its_way_is_noticed(Format format) throws Exception {
        byte[] sent = format.compress(TEXT);
        int header = format == Format.GZIP ? 10 : 2;
        for (int place = header; place < sent.length; place++) {
            byte[] changed = sent.clone();
            changed[place] = (byte) (changed[place] ^ 0x10);
            Reading reading = new Reading(format.encoding);
            boolean noticed;
            try {
                reading.take(changed);
                // another distance in a text that repeats itself, or a bit that stands for nothing, changes nothing
                noticed = !reading.isWhole() || Arrays.equals(reading.out.toByteArray(), TEXT);
            } catch (DataFormatException expected) {
                noticed = true;
            }
            assertThat(noticed).as("changed at %d", place).isTrue();
        }
    }

    @Test
    void a_header_of_gzip_may_have_all_its_parts() throws Exception {
        byte[] plain = Format.GZIP.compress(TEXT);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.write(new byte[] {0x1f, (byte) 0x8b, 8, 0x1f, 0, 0, 0, 0, 0, 3});
        sent.write(new byte[] {3, 0, 'a', 'b', 'c'});
        sent.write("name\0and a comment\0".getBytes(ISO_8859_1));
        CRC32 sum = new CRC32();
        sum.update(sent.toByteArray());
        sent.write(new byte[] {(byte) sum.getValue(), (byte) (sum.getValue() >> 8)});
        sent.write(plain, 10, plain.length - 10);
        assertThat(bytewise(Encoding.GZIP, sent.toByteArray())).isEqualTo(TEXT);
    }

    @Test
    void an_extra_part_of_a_header_may_be_empty() throws Exception {
        byte[] plain = Format.GZIP.compress(TEXT);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.write(new byte[] {0x1f, (byte) 0x8b, 8, 4, 0, 0, 0, 0, 0, 3, 0, 0});
        sent.write(plain, 10, plain.length - 10);
        assertThat(bytewise(Encoding.GZIP, sent.toByteArray())).isEqualTo(TEXT);
    }

    @Test
    void several_members_are_one_body() throws Exception {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.write(Format.GZIP.compress(TEXT));
        sent.write(Format.GZIP.compress(new byte[0]));
        sent.write(Format.GZIP.compress("end".getBytes(UTF_8)));
        String all = new String(TEXT, UTF_8) + "end";
        assertThat(new String(bytewise(Encoding.GZIP, sent.toByteArray()), UTF_8))
                .isEqualTo(all);
    }

    @Test
    void what_is_not_compressed_is_refused() {
        for (Encoding encoding : Encoding.values()) {
            assertThatThrownBy(() -> new Reading(encoding).take("plain text, \u0007\u0000".getBytes(UTF_8)))
                    .isInstanceOf(DataFormatException.class);
        }
    }

    @Test
    void nothing_comes_after_the_end_of_deflate() throws Exception {
        Reading reading = new Reading(Encoding.DEFLATE);
        reading.take(Format.ZLIB.compress(TEXT));
        assertThatThrownBy(() -> reading.take(new byte[1])).isInstanceOf(DataFormatException.class);
    }

    private static byte[] bytewise(Encoding encoding, byte[] sent) throws DataFormatException {
        Reading reading = new Reading(encoding);
        for (byte each : sent) {
            reading.take(new byte[] {each});
        }
        return reading.whole();
    }

    /** A body that is being read. */
    private static final class Reading {
        private final Inflation inflation;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Reading(Encoding encoding) {
            inflation = encoding.inflation();
        }

        void take(byte[] bytes) throws DataFormatException {
            inflation.take(bytes, bytes.length, (inflated, length) -> out.write(inflated, 0, length));
        }

        boolean isWhole() {
            return inflation.isWhole();
        }

        byte[] whole() {
            assertThat(inflation.isWhole()).isTrue();
            inflation.close();
            return out.toByteArray();
        }
    }
}
