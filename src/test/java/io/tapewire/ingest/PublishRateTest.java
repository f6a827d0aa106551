package io.tapewire.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.access.Caller;
import io.tapewire.access.Grants;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.http.Rejected;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PublishRateTest {
    private static final int BYTES = 100_000;
    private static final Caller ADA = Caller.withToken("ada", "1", null, Grants.ALL);
    private static final Caller BOB = Caller.withToken("bob", "2", null, Grants.ALL);

    private final Limits limits =
            Limits.STANDARD.with(Limit.PUBLISH_BYTES_PER_S, BYTES).with(Limit.PUBLISH_REQUESTS_PER_S, 2);
    private final AtomicLong nanos = new AtomicLong();
    private final PublishRates rates = new PublishRates(limits, nanos::get);

    @Test
    void a_seconds_worth_is_read_at_once_and_the_rest_at_the_rate() {
        PublishRate rate = of(ADA);

        rate.read(BYTES);
        assertThat(rate.waitNanos()).isZero();
        rate.read(BYTES / 2);
        assertThat(rate.waitNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));

        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(rate.waitNanos()).isZero();
    }

    @Test
    void all_uploads_of_one_caller_count_together_and_those_of_others_do_not() {
        of(ADA).read(2 * BYTES);

        assertThat(of(Caller.withToken("ada", "another token", null, Grants.ALL))
                        .waitNanos())
                .isPositive();
        assertThat(of(BOB).waitNanos()).isZero();
        assertThat(rates.of(Caller.ADMINISTRATOR)).isEmpty();
    }

    @Test
    void an_upload_that_is_slowed_is_counted_once_each_time() {
        PublishRate rate = of(ADA);
        rate.read(2 * BYTES);
        rate.waitNanos();
        rate.waitNanos();
        assertThat(limits.refusals(Limit.PUBLISH_BYTES_PER_S)).hasValue(1);

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
        rate.waitNanos();
        rate.read(2 * BYTES);
        rate.waitNanos();
        assertThat(limits.refusals(Limit.PUBLISH_BYTES_PER_S)).hasValue(2);
    }

    @Test
    void too_many_requests_are_told_to_come_again_and_those_of_others_are_not() {
        rates.request(ADA);
        rates.request(ADA);

        assertThatThrownBy(() -> rates.request(ADA))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(429));
        assertThat(limits.refusals(Limit.PUBLISH_REQUESTS_PER_S)).hasValue(1);
        rates.request(BOB);
        for (int i = 0; i < 10; i++) {
            rates.request(Caller.ADMINISTRATOR);
        }

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        rates.request(ADA);
    }

    @Test
    void a_producer_waits_for_its_callers_rate_in_short_steps() {
        Throttle throttle = new Throttle(limits, new NoViewers(), Optional.of(of(ADA)));

        throttle.read(2 * BYTES, 0);

        assertThat(throttle.holdNanos(0)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(990));
        assertThat(throttle.holdNanos(0)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(10));
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(10));
        assertThat(throttle.holdNanos(0)).isZero();
    }

    private PublishRate of(Caller caller) {
        return rates.of(caller).orElseThrow();
    }

    private static final class NoViewers implements Viewers {
        @Override
        public long lagBytes() {
            return 0;
        }

        @Override
        public long takenBytes() {
            return 0;
        }

        @Override
        public long waitNanos(long now) {
            return 0;
        }
    }
}
