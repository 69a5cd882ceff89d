package dev.sluice.validator;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/** Kafka Streams as a test directs it. */
final class FakeEngine implements Engine {
    private final CountDownLatch started = new CountDownLatch(1);
    private @Nullable StreamsUncaughtExceptionHandler onFailure;
    private @Nullable Consumer<State> onChange;
    private volatile State state = State.CREATED;
    private volatile boolean paused;

    @Override
    public void start(StreamsUncaughtExceptionHandler failures, Consumer<State> changes) {
        onFailure = failures;
        onChange = changes;
        state = State.RUNNING;
        started.countDown();
    }

    /** A stream thread dies of it. */
    StreamThreadExceptionResponse fail(Throwable failure) throws InterruptedException {
        started.await();
        StreamsUncaughtExceptionHandler handler = onFailure;
        if (handler == null) {
            throw new IllegalStateException("not started");
        }
        return handler.handle(failure);
    }

    void end() throws InterruptedException {
        started.await();
        state = State.ERROR;
        Consumer<State> listener = onChange;
        if (listener != null) {
            listener.accept(State.ERROR);
        }
    }

    boolean isPaused() {
        return paused;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public boolean isGlobal(Thread thread) {
        return false;
    }

    @Override
    public void close() {
        state = State.NOT_RUNNING;
    }
}
