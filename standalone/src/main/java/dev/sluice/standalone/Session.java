package dev.sluice.standalone;

import dev.sluice.embedded.InfraEvent;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From the start to Ctrl-C, as the person at the terminal sees it. */
final class Session {

    /** What is promised for a stop, less what the kill of the rest takes. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(27);

    private final Terminal terminal;
    private final AtomicReference<@Nullable House> house = new AtomicReference<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ReentrantLock starting = new ReentrantLock();
    private volatile boolean stopping;
    private volatile boolean isUp;

    private Session(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Answers with the exit code when the house was asked to stop by itself; a signal ends the process from below. */
    static int run(Options options, Terminal terminal, Consumer<House> onceUp) {
        return new Session(terminal).run(options, onceUp);
    }

    private int run(Options options, Consumer<House> onceUp) {
        long begun = System.nanoTime();
        Thread hook = new Thread(() -> stop(terminal::say), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            House started = House.in(options);
            house.set(started);
            start(started);
            isUp = true;
            terminal.say(Summary.of(started, Duration.ofNanos(System.nanoTime() - begun)));
            onceUp.accept(started);
            end.await();
        } catch (StartRefused e) {
            terminal.complain(e.line());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!stopping) {
                terminal.complain(StartFailure.line(e, options));
                StartFailure.log(e, options);
            }
        }
        if (!isUp) {
            // Nobody needs to hear that what never stood has stopped.
            stop(line -> {});
        }
        return 1;
    }

    private void start(House started) throws InterruptedException {
        starting.lock();
        try {
            started.start(this::trouble);
        } finally {
            starting.unlock();
        }
        if (stopping) {
            // The hook ends the process.
            end.await();
        }
    }

    private void trouble(InfraEvent event) {
        terminal.complain(event.message());
        if (event instanceof InfraEvent.Failed) {
            end.countDown();
        }
    }

    /** What is on its way up is let finish its present step: half-started parts can't be stopped in order. */
    private void stop(Consumer<String> say) {
        House running = house.getAndSet(null);
        if (running == null) {
            return;
        }
        stopping = true;
        running.abandon();
        say.accept("stopping …");
        CountDownLatch stopped = new CountDownLatch(1);
        Thread last = new Thread(() -> endAnyway(stopped), "last-resort");
        last.setDaemon(true);
        last.start();
        starting.lock();
        running.close();
        stopped.countDown();
        say.accept("stopped");
    }

    private void endAnyway(CountDownLatch stopped) {
        try {
            if (!stopped.await(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                terminal.complain("it took too long to stop in order; the next start goes on from what is in the log");
                // The children hold this process's pipe: they end with it.
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
