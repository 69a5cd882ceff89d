package dev.sluice.producer.replay;

import dev.sluice.producer.log.BatchLookup;
import dev.sluice.producer.log.Outcome;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Puts the transactions of a replay into the log, one after the other, each once. */
final class ReplaySender {
    private final Replay replay;
    private final String owner;
    private final ReplayTable table;
    private final ReplayLog log;
    private final CountDownLatch stop;

    ReplaySender(Replay replay, String owner, ReplayTable table, ReplayLog log, CountDownLatch stop) {
        this.replay = replay;
        this.owner = owner;
        this.table = table;
        this.log = log;
        this.stop = stop;
    }

    /** Nothing of it is in the log: it may be tried again. The message is for whoever waits for it. */
    static final class NotYet extends Exception {
        private static final long serialVersionUID = 1L;

        NotYet(String problem) {
            super(problem);
        }
    }

    /** Returns when the records are in the log. */
    void send(List<ProducerRecord<byte[], byte[]>> records, int chunk)
            throws NotYet, BatchLookup.NotAnswered, InterruptedException {
        AtomicReference<@Nullable String> under = new AtomicReference<>();
        Outcome outcome = log.send(records, transactionalId -> {
            under.set(transactionalId);
            return mayBegin(transactionalId);
        });
        if (outcome instanceof Outcome.NotLogged not) {
            throw new NotYet(not.cause());
        }
        if (outcome instanceof Outcome.Unknown) {
            awaitAnswer(under.get(), chunk);
        }
    }

    private boolean mayBegin(String transactionalId) {
        try {
            return table.attempt(replay.batchId(), owner, transactionalId);
        } catch (DataAccessException e) {
            return false;
        }
    }

    /** Until the log has said whether it has the transaction, nothing may be sent: it could be there twice. */
    private void awaitAnswer(@Nullable String under, int chunk)
            throws NotYet, BatchLookup.NotAnswered, InterruptedException {
        while (true) {
            try {
                if (log.isThere(replay, under, chunk)) {
                    return;
                }
                throw new NotYet("the transaction was not committed");
            } catch (BatchLookup.NotAnswered e) {
                if (stop.await(500, TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }
}
