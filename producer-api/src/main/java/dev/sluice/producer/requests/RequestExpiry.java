package dev.sluice.producer.requests;

import dev.sluice.ledger.SystemSchema;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;

/**
 * Makes the place for idempotency keys as soon as the database is there, and forgets the keys once they are a day old. Every
 * instance does it; whoever comes second finds nothing to do.
 */
public final class RequestExpiry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestExpiry.class);
    private static final Duration AGE = Duration.ofHours(24);

    private static final Duration UNTIL_THERE = Duration.ofSeconds(1);

    private final ObjectProvider<SystemSchema> schema;
    private final Requests requests;
    private final Duration inbox;
    private final Duration every;
    private final CountDownLatch stop = new CountDownLatch(1);

    /** @param inbox how long the names of the inbox's files are kept */
    public RequestExpiry(ObjectProvider<SystemSchema> schema, Requests requests, Duration inbox, Duration every) {
        this.schema = schema;
        this.requests = requests;
        this.inbox = inbox;
        this.every = every;
        Thread thread = new Thread(this::watch, "sluice-request-expiry");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            Duration pause = made() ? every : UNTIL_THERE;
            while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                if (made()) {
                    pause = every;
                    expire();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asking for the schema has migrated it. */
    private boolean made() {
        try {
            schema.getObject();
            return true;
        } catch (BeansException e) {
            LOG.atDebug().addKeyValue("cause", e.toString()).log("system schema is not there yet");
            return false;
        }
    }

    private void expire() {
        try {
            int count = requests.expire(AGE, inbox);
            if (count > 0) {
                LOG.atInfo().addKeyValue("count", count).log("idempotency keys expired");
            }
        } catch (DataAccessException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("idempotency keys could not be expired");
        }
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
