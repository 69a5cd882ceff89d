package dev.sluice.topics;

import dev.sluice.start.NotYetException;
import dev.sluice.start.StartException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.RetriableException;

/** Tells a cluster that doesn't answer yet from one that answers no. */
final class ClusterAnswer {

    private static final long LONGEST_SECONDS = 15;

    private ClusterAnswer() {}

    /** The answer; a refusal is thrown as Kafka's own exception. */
    static <T> T of(KafkaFuture<T> future) throws NotYetException {
        try {
            return future.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new NotYetException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException refusal && !(refusal instanceof RetriableException)) {
                throw refusal;
            }
            throw new NotYetException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("The start was interrupted", "Start again.");
        }
    }

    /** A client; one can't be made as long as no broker's name resolves. */
    static <T> T of(Supplier<T> client) throws NotYetException {
        try {
            return client.get();
        } catch (KafkaException e) {
            throw new NotYetException(e);
        }
    }
}
