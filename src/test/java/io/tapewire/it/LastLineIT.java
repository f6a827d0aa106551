package io.tapewire.it;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Viewers that vanish must not take the last line from those who stay: nothing comes after it that would bring it. */
class LastLineIT extends ServerTest {
    private static final int STAYING = 10;
    private static final int LEAVING = 30;

    @RepeatedTest(15)
    void who_stays_has_the_last_line_while_others_vanish(RepetitionInfo round) {
        String here = channel + "-" + round.getCurrentRepetition();
        List<Viewer> staying = new ArrayList<>();
        List<Passerby> leaving = new ArrayList<>();
        // among each other, because those who are served after one that vanishes are at risk
        for (int i = 0; i < STAYING; i++) {
            staying.add(watch(here));
            IntStream.range(0, LEAVING / STAYING).forEach(each -> leaving.add(Passerby.watch(at("/"), TOKEN, here)));
        }
        producer.print(here, "first\n");
        staying.forEach(viewer -> viewer.awaitOutput(here, "first\n"));

        CompletableFuture<Void> vanishing = CompletableFuture.runAsync(() -> vanish(leaving));
        producer.print(here, "last\n");

        vanishing.join();
        staying.forEach(viewer -> viewer.awaitOutput(here, "last\n"));
    }

    private static void vanish(List<Passerby> viewers) {
        for (int i = 0; i < viewers.size(); i++) {
            if (i % 2 == 0) {
                viewers.get(i).reset();
            } else {
                viewers.get(i).close();
            }
        }
    }
}
