package dev.sluice.producer.replay;

import dev.sluice.letters.FilterParameters;
import dev.sluice.letters.LetterFilter;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.registry.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Works on one replay until it is over, or until somebody else does. What was sent is the log's to say: whoever goes on
 * after a crash begins behind the last letter that a committed transaction names, so that none is sent twice.
 */
final class ReplayRun {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayRun.class);
    private static final int LARGEST_CHUNK = 1000;

    /** Longer than a row may take from the log to the ledger: meanwhile nobody else sends its letter. */
    static final Duration HELD = Duration.ofDays(1);

    private static final Place START = new Place(Instant.EPOCH, "", -1, -1, new UUID(0, 0));

    private final Replay replay;
    private final String owner;
    private final ReplayTable table;
    private final LetterTable letters;
    private final Sieve sieve;
    private final ReplayLog log;
    private final ReplaySender sender;
    private final ReplayMetrics metrics;
    private final CountDownLatch stop;
    private final LetterFilter filter;
    private Replay.Progress progress;
    private @Nullable String problem;
    private boolean whole;

    ReplayRun(
            Replay replay,
            String owner,
            ReplayTable table,
            LetterTable letters,
            Sieve sieve,
            ReplayLog log,
            ReplayMetrics metrics,
            CountDownLatch stop) {
        this.replay = replay;
        this.owner = owner;
        this.table = table;
        this.letters = letters;
        this.sieve = sieve;
        this.log = log;
        this.sender = new ReplaySender(replay, owner, table, log, stop);
        this.metrics = metrics;
        this.stop = stop;
        this.filter = FilterParameters.filter(replay.filter());
        this.progress = replay.progress();
    }

    /** What a step leaves behind. */
    private enum Next {
        GO_ON,
        OVER
    }

    private interface Step {
        Next take() throws ReplaySender.NotYet, BatchLookup.NotAnswered, InterruptedException;
    }

    void run() throws InterruptedException {
        if (attempted(this::resume) == Next.OVER) {
            return;
        }
        while (attempted(this::step) == Next.GO_ON) {
            // Each step is one transaction, or some letters that were passed over.
        }
    }

    /** Takes a step until it succeeds: an outage holds a replay up and doesn't end it. */
    private Next attempted(Step step) throws InterruptedException {
        long pause = 100;
        while (!stop.await(0, TimeUnit.MILLISECONDS)) {
            try {
                Next next = step.take();
                problem = null;
                return next;
            } catch (ReplaySender.NotYet | BatchLookup.NotAnswered e) {
                problem = "Kafka: " + e.getMessage();
            } catch (RegistryUnavailableException e) {
                problem = "The schema registry does not answer";
            } catch (DataAccessException e) {
                problem = "PostgreSQL does not answer";
            }
            metrics.heldUp();
            LOG.atWarn()
                    .addKeyValue("batch", replay.batchId())
                    .addKeyValue("cause", problem)
                    .log("replay is held up");
            if (stop.await(pause, TimeUnit.MILLISECONDS)) {
                break;
            }
            pause = Math.min(2 * pause, 5000);
        }
        leave();
        return Next.OVER;
    }

    private void leave() {
        try {
            table.leave(replay.batchId(), owner);
        } catch (DataAccessException e) {
            // The lease runs out by itself.
            LOG.atDebug().addKeyValue("cause", e.toString()).log("replay not handed over");
        }
    }

    private Next resume() throws BatchLookup.NotAnswered {
        ReplayLog.Known known = log.known(replay);
        progress = known.progress().orElse(Replay.Progress.NONE);
        if (known.over()) {
            table.end(replay.batchId(), owner, endState(replay.state()), progress);
            return Next.OVER;
        }
        return Next.GO_ON;
    }

    private Next step() throws ReplaySender.NotYet, BatchLookup.NotAnswered, InterruptedException {
        Replay.State state =
                table.renew(replay.batchId(), owner, progress, problem).orElse(Replay.State.DONE);
        if (state.over()) {
            return Next.OVER;
        }
        int rate = replay.options().rate();
        List<Letter> page = state == Replay.State.CANCELLING
                ? List.of()
                : letters.page(filter, progress.after(), replay.until(), Math.min(LARGEST_CHUNK, rate));
        if (page.isEmpty()) {
            return end(endState(state));
        }
        long start = System.nanoTime();
        Sieve.Sifted sifted = sieve.sift(page, replay.options(), replay.batchId());
        Set<UUID> ours = letters.claim(sifted.passing().stream().map(Letter::id).toList(), replay.batchId(), HELD);
        List<Letter> sent = sifted.passing().stream()
                .filter(letter -> ours.contains(letter.id()))
                .toList();
        letGo(page, sent);
        Sieve.Skipped skipped =
                sifted.skipped().plus(new Sieve.Skipped(0, 0, sifted.passing().size() - sent.size()));
        Replay.Progress looked =
                progress.looked(page.size(), skipped, page.get(page.size() - 1).place());
        progress = sent.isEmpty() ? looked : send(sent, looked);
        metrics.looked(sent.size(), skipped);
        pace(sent.size(), rate, System.nanoTime() - start);
        return Next.GO_ON;
    }

    /** An earlier attempt at this page, which failed, may have taken letters that are passed over now. */
    private void letGo(List<Letter> page, List<Letter> sent) {
        Set<UUID> taken = page.stream()
                .filter(letter -> replay.batchId().equals(letter.replaying()))
                .map(Letter::id)
                .collect(Collectors.toSet());
        sent.forEach(letter -> taken.remove(letter.id()));
        if (!taken.isEmpty()) {
            letters.release(taken, replay.batchId());
        }
    }

    private Replay.Progress send(List<Letter> sent, Replay.Progress looked)
            throws ReplaySender.NotYet, BatchLookup.NotAnswered, InterruptedException {
        Map<String, List<Letter>> byTable = new LinkedHashMap<>();
        sent.forEach(letter ->
                byTable.computeIfAbsent(letter.table(), it -> new ArrayList<>()).add(letter));
        Map<String, Integer> counts = new LinkedHashMap<>();
        byTable.forEach((name, some) -> counts.put(name, some.size()));
        Replay.Progress next = looked.sent(counts);
        List<ProducerRecord<byte[], byte[]>> records = log.rows(replay, byTable, progress);
        records.add(log.event(replay, next));
        sender.send(records, next.chunk());
        return next;
    }

    /** What was sent is a whole batch now; what was only taken is let go. */
    private Next end(Replay.State state) throws ReplaySender.NotYet, BatchLookup.NotAnswered, InterruptedException {
        Place after = progress.after();
        letters.release(replay.batchId(), after == null ? START : after);
        if (progress.sent() > 0 && !whole) {
            Replay.Progress last = progress.sent(Map.of());
            sender.send(List.of(log.event(replay, last), log.accepted(replay, last)), last.chunk());
            progress = last;
            whole = true;
        }
        table.end(replay.batchId(), owner, state, progress);
        LOG.atInfo()
                .addKeyValue("batch", replay.batchId())
                .addKeyValue("state", state)
                .addKeyValue("count", progress.sent())
                .log("replay over");
        return Next.OVER;
    }

    private void pace(int sent, int rate, long took) throws InterruptedException {
        long due = TimeUnit.SECONDS.toNanos(sent) / rate;
        // When the service stops, the next step sees it.
        boolean unused = stop.await(Math.max(0, due - took), TimeUnit.NANOSECONDS);
    }

    private static Replay.State endState(Replay.State state) {
        return state == Replay.State.CANCELLING ? Replay.State.CANCELLED : Replay.State.DONE;
    }
}
