package dev.sluice.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class FollowersTest {

    private final Followers followers = Followers.looking(Duration.ofMillis(10), "test-events");
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        followers.close();
    }

    /** A client that notes what it is told. */
    private static final class Reading extends SseEmitter {
        final List<String> told = new CopyOnWriteArrayList<>();
        volatile boolean completed;

        @Override
        public void send(SseEventBuilder event) {
            StringBuilder text = new StringBuilder();
            for (ResponseBodyEmitter.DataWithMediaType part : event.build()) {
                text.append(part.getData());
            }
            told.add(text.toString().strip().replace('\n', ' '));
        }

        @Override
        public void complete() {
            completed = true;
        }
    }

    /** A client that reads nothing, so that writing to it takes for ever. */
    private final class Stalled extends SseEmitter {
        private final AtomicInteger sends = new AtomicInteger();

        @Override
        public void send(SseEventBuilder event) {
            sends.incrementAndGet();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void everyChangeIsToldOnceAndThenTheEnd() {
        AtomicInteger looked = new AtomicInteger();
        Reading client = new Reading();

        followers.follow(
                client, "progress", () -> Optional.of(Math.min(3, looked.getAndIncrement() / 2)), now -> now == 3);

        await().until(() -> client.completed);
        assertThat(client.told)
                .containsExactly(
                        "event:progress data:0",
                        "event:progress data:1",
                        "event:progress data:2",
                        "event:progress data:3",
                        "event:end data:");
    }

    @Test
    void oneThatStallsHoldsUpNoOther() {
        List<Stalled> stalled = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Stalled client = new Stalled();
            stalled.add(client);
            followers.follow(client, "progress", () -> Optional.of("x"), now -> false);
        }
        await().until(() -> stalled.stream().allMatch(client -> client.sends.get() == 1));

        Reading client = new Reading();
        followers.follow(client, "progress", () -> Optional.of("x"), now -> true);

        await().until(() -> client.completed);
        assertThat(stalled).allMatch(each -> each.sends.get() == 1);
    }

    @Test
    void whatCannotBeLookedAtEndsTheStream() {
        CountDownLatch failed = new CountDownLatch(1);
        SseEmitter client = new SseEmitter() {
            @Override
            public void completeWithError(Throwable failure) {
                failed.countDown();
            }
        };

        followers.follow(
                client,
                "progress",
                () -> {
                    throw new IllegalStateException("gone");
                },
                now -> true);

        await().until(() -> failed.getCount() == 0);
    }
}
