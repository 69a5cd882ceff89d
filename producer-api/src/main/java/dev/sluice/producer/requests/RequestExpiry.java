package dev.sluice.producer.requests;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Forgets idempotency keys once they are a day old. Every instance does it; whoever comes second finds nothing. */
public final class RequestExpiry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestExpiry.class);
    private static final Duration AGE = Duration.ofHours(24);

    private final Requests requests;
    private final Duration every;
    private final CountDownLatch stop = new CountDownLatch(1);

    public RequestExpiry(Requests requests, Duration every) {
        this.requests = requests;
        this.every = every;
        Thread thread = new Thread(this::watch, "sluice-request-expiry");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (!stop.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                expire();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void expire() {
        try {
            int count = requests.expire(AGE);
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
