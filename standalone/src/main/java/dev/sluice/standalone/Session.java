package dev.sluice.standalone;

import dev.sluice.embedded.InfraEvent;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From the start to Ctrl-C, as the person at the terminal sees it. */
final class Session {

    /** What is promised for a stop, less what the kill of the rest takes. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(27);

    private final Terminal terminal;
    private final AtomicReference<@Nullable House> house = new AtomicReference<>();
    private final CountDownLatch end = new CountDownLatch(1);

    private Session(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Answers with the exit code when the house was asked to stop by itself; a signal ends the process from below. */
    static int run(Options options, Terminal terminal, Consumer<House> onceUp) {
        return new Session(terminal).run(options, onceUp);
    }

    private int run(Options options, Consumer<House> onceUp) {
        long begun = System.nanoTime();
        Thread hook = new Thread(this::stop, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            House opened = House.open(options, this::trouble);
            house.set(opened);
            terminal.say(Summary.of(opened, Duration.ofNanos(System.nanoTime() - begun)));
            onceUp.accept(opened);
            end.await();
        } catch (StartRefused e) {
            terminal.complain(e.line());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            terminal.complain(StartFailure.line(e, options));
            Stages.LOG.atError().setCause(e).log("start failed");
        }
        return 1;
    }

    private void trouble(InfraEvent event) {
        terminal.complain(event.message());
        if (event instanceof InfraEvent.Failed) {
            end.countDown();
        }
    }

    private void stop() {
        House running = house.getAndSet(null);
        if (running == null) {
            return;
        }
        terminal.say("stopping …");
        CountDownLatch stopped = new CountDownLatch(1);
        Thread last = new Thread(() -> endAnyway(stopped), "last-resort");
        last.setDaemon(true);
        last.start();
        running.close();
        stopped.countDown();
        terminal.say("stopped");
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
