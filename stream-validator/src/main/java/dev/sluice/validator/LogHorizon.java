package dev.sluice.validator;

import dev.sluice.validator.HorizonRound.Passed;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The horizon of one instance. It asks the log only while some row's grace is over, on a thread of its own: stream
 * threads must not wait for answers.
 */
final class LogHorizon implements Horizon, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogHorizon.class);
    private static final long PAUSE_MILLIS = 20;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 1_000;

    private final Function<String, Optional<HorizonRound>> rounds;
    private final Map<String, Passed> passed = new ConcurrentHashMap<>();
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final Map<String, HorizonRound> underWay = new HashMap<>();
    private final Semaphore wishes = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "validator-horizon");
    private volatile boolean closed;

    /** @param rounds begins a round for a table; empty for a table that is gone */
    LogHorizon(Function<String, Optional<HorizonRound>> rounds) {
        this.rounds = rounds;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean hasPassed(Parent parent, long moment) {
        Passed latest = passed.get(parent.table());
        if (latest != null && latest.since() >= moment && !latest.waiting().contains(parent.key())) {
            return true;
        }
        if (wanted.add(parent.table())) {
            wishes.release();
        }
        return false;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        try {
            while (!closed) {
                // A wish that came during its table's round has used up its permit and is still to be granted.
                if (underWay.isEmpty() && wanted.isEmpty()) {
                    wishes.acquire();
                }
                wishes.drainPermits();
                begin();
                Thread.sleep(advance());
            }
        } catch (InterruptedException e) {
            LOG.atDebug().log("horizon closed");
        }
    }

    /** A wish that comes while a round is under way gets the next one: this one may have begun too early for it. */
    private void begin() {
        for (Iterator<String> tables = wanted.iterator(); tables.hasNext(); ) {
            String table = tables.next();
            if (!underWay.containsKey(table)) {
                tables.remove();
                rounds.apply(table).ifPresent(round -> underWay.put(table, round));
            }
        }
    }

    /** @return for how long to pause */
    private long advance() {
        try {
            underWay.entrySet().removeIf(round -> {
                Optional<Passed> outcome = round.getValue().advance();
                outcome.ifPresent(now -> passed.put(round.getKey(), now));
                return outcome.isPresent();
            });
            return PAUSE_MILLIS;
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("log can't be asked; rows wait longer");
            return PAUSE_AFTER_FAILURE_MILLIS;
        }
    }
}
