package dev.sluice.reports.batches;

import dev.sluice.ledger.Receipt;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends a client every change of one receipt until the batch is settled. */
final class Follower {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration SAY_SOMETHING_EVERY = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Supplier<Optional<Receipt>> receipt;
    private final SseEmitter client = new SseEmitter(LONGEST.toMillis());
    private @Nullable Receipt last;
    private long lastSent = System.nanoTime();
    private volatile boolean over;

    private Follower(Supplier<Optional<Receipt>> receipt) {
        this.receipt = receipt;
    }

    static SseEmitter follow(Supplier<Optional<Receipt>> receipt, ScheduledExecutorService clock) {
        Follower follower = new Follower(receipt);
        follower.client.onCompletion(follower::end);
        follower.client.onTimeout(follower::end);
        follower.client.onError(failure -> follower.end());
        follower.lookAgain(clock, Duration.ZERO);
        return follower.client;
    }

    private void lookAgain(ScheduledExecutorService clock, Duration pause) {
        ScheduledFuture<?> unused = clock.schedule(() -> look(clock), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look(ScheduledExecutorService clock) {
        if (over) {
            return;
        }
        try {
            receipt.get().ifPresent(this::tell);
            if (!over) {
                keepAlive();
                lookAgain(clock, LOOK_EVERY);
            }
        } catch (DataAccessException e) {
            // The client sees the stream end and comes back, as event streams do.
            client.completeWithError(e);
        }
    }

    private void tell(Receipt now) {
        if (now.equals(last)) {
            return;
        }
        last = now;
        send(SseEmitter.event().name("receipt").data(now));
        if (now.state() == Receipt.State.SETTLED) {
            end();
            client.complete();
        }
    }

    private void keepAlive() {
        if (System.nanoTime() - lastSent > SAY_SOMETHING_EVERY.toNanos()) {
            send(SseEmitter.event().comment("still here"));
        }
    }

    private void send(SseEmitter.SseEventBuilder event) {
        try {
            client.send(event);
            lastSent = System.nanoTime();
        } catch (IOException | IllegalStateException e) {
            // Nobody listens any more: nothing is lost, the receipt stays where it is.
            end();
        }
    }

    private void end() {
        over = true;
    }
}
