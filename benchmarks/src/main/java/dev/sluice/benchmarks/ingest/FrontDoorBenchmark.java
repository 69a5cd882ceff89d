package dev.sluice.benchmarks.ingest;

import dev.sluice.benchmarks.Backends;
import dev.sluice.benchmarks.ChildService;
import dev.sluice.benchmarks.Database;
import dev.sluice.benchmarks.HiredRow;
import dev.sluice.benchmarks.PsqlCopy;
import dev.sluice.benchmarks.Rounds;
import dev.sluice.benchmarks.SinkWatch;
import dev.sluice.producer.ProducerApp;
import dev.sluice.sink.SinkApp;
import dev.sluice.topics.TopicNames;
import dev.sluice.validator.ValidatorApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What the front door costs, against Kafka's bare producer with the same bytes in the same run, and the whole way of an
 * upload against {@code psql \copy}. Every stage is a JVM of its own, all on one machine.
 *
 * <p>Arguments: {@code batches}, {@code upload}, {@code heap}, {@code end-to-end}; none for all of them.
 */
public final class FrontDoorBenchmark {
    private static final String EDGE_HEAP = "384m";

    private FrontDoorBenchmark() {}

    public static void main(String[] args) throws Exception {
        List<String> parts = args.length == 0 ? List.of("batches", "upload", "heap", "end-to-end") : List.of(args);
        System.out.println("| what | figure | of the peer |");
        System.out.println("|---|---|---|");
        Backends backends = Backends.start();
        try (backends) {
            Path data = backends.directory();
            try (ChildService edge = ChildService.start(ProducerApp.class, EDGE_HEAP, backends)) {
                FrontDoor door = new FrontDoor(edge);
                BareProducers bare = new BareProducers(
                        backends.endpoints().bootstrapServers(),
                        TopicNames.of("").raw("hired_employees"));
                if (parts.contains("batches")) {
                    batches(door, bare);
                }
                if (parts.contains("upload")) {
                    upload(door, bare, data);
                }
                if (parts.contains("heap")) {
                    heap(door, data);
                }
            }
            if (parts.contains("end-to-end")) {
                endToEnd(backends);
            }
        }
        backends.delete();
    }

    private static void batches(FrontDoor door, BareProducers bare) throws Exception {
        int batches = 1_000;
        bare.transactional(8, 200, 1_000, FrontDoor::json);
        door.batches(8, 200);
        for (int round = 1; round <= 3; round++) {
            double peer = bare.transactional(8, batches, 1_000, FrontDoor::json);
            double ours = door.batches(8, batches);
            line("bare producer, 8 of them, one transaction per 1000 rows, round " + round, rows(peer), "");
            line("batches of 1000 JSON rows from 8 clients, round " + round, rows(ours), percent(ours / peer));
        }
    }

    private static void upload(FrontDoor door, BareProducers bare, Path data) throws Exception {
        int rows = 1_000_000;
        Path file = FrontDoor.csvFile(data, rows);
        bare.idempotent(200_000, FrontDoor::csv);
        door.upload(file);
        for (int round = 1; round <= 3; round++) {
            double peer = bare.idempotent(rows, FrontDoor::csv);
            double ours = rows / door.upload(file);
            line("bare idempotent producer, 1 M CSV rows, round " + round, rows(peer), "");
            line("upload of 1 M CSV rows, round " + round, rows(ours), percent(ours / peer));
        }
    }

    private static void heap(FrontDoor door, Path data) throws Exception {
        Path file = FrontDoor.csvFile(data, 17_000_000);
        double gigabytes = Files.size(file) / 1e9;
        FrontDoor.Heap heap = door.uploadWatchingHeap(file);
        line(
                "upload of %.2f GB with -Xmx%s".formatted(gigabytes, EDGE_HEAP),
                rows(17_000_000 / heap.seconds()),
                "heap in use, garbage included: at most %.0f MB in the first half, %.0f MB in the second"
                        .formatted(heap.firstHalf() / 1e6, heap.secondHalf() / 1e6));
        Files.delete(file);
    }

    private static void endToEnd(Backends backends) throws Exception {
        int rows = 1_000_000;
        String prefix = "e2e.";
        Path data = backends.directory();
        PsqlCopy copy = new PsqlCopy(backends.endpoints(), data, rows);
        double baseline = Rounds.of(rows, copy::seconds).median();
        line("psql \\\\copy of 1 M rows", rows(baseline), "");
        String[] tenant = {"--sluice.prefix=" + prefix};
        try (ChildService edge = ChildService.start(ProducerApp.class, EDGE_HEAP, backends, tenant);
                ChildService validator = ChildService.start(ValidatorApp.class, "512m", backends, tenant);
                ChildService sink = ChildService.start(SinkApp.class, "512m", backends, tenant)) {
            FrontDoor door = new FrontDoor(edge);
            SinkWatch watch = new SinkWatch(new Database(backends.endpoints()), prefix);
            door.parents();
            watch.awaitRows("jobs", HiredRow.JOBS);
            watch.awaitRows("departments", HiredRow.DEPARTMENTS);
            Path file = FrontDoor.csvFile(data, rows);
            long start = System.nanoTime();
            door.upload(file);
            watch.awaitRows("hired_employees", rows);
            double rate = rows / ((System.nanoTime() - start) / 1e9);
            copy.requireEqual(watch.table("hired_employees"), 0);
            line("upload of 1 M CSV rows until every row is stored", rows(rate), "%.1fx".formatted(rate / baseline));
            latency(door, rate);
            oneRow(new OneRow(door, backends.endpoints(), watch.table("hired_employees")));
            validator.requireRunning();
            sink.requireRunning();
        }
    }

    private static void latency(FrontDoor door, double endToEnd) throws Exception {
        double perSecond = endToEnd / 2 / 1_000;
        door.atRate(200, perSecond);
        OpenLoop.Times times = door.atRate((int) Math.max(500, perSecond * 20), perSecond);
        times("batch of 1000 JSON rows to 202, open loop at %.0f batches/s".formatted(perSecond), times);
    }

    private static void oneRow(OneRow row) throws Exception {
        int unused = 2_000_000_000;
        row.times(unused, 100);
        times("one row, from its request to visible in PostgreSQL, idle", row.times(unused + 1_000, 500));
    }

    private static void times(String what, OpenLoop.Times times) {
        line(what + ", p50", "%.1f ms".formatted(times.percentile(0.5)), "");
        line(what + ", p99", "%.1f ms".formatted(times.percentile(0.99)), "");
    }

    private static String rows(double perSecond) {
        return String.format(Locale.ROOT, "%,.0f rows/s", perSecond);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }

    private static void line(String what, String figure, String peer) {
        System.out.printf(Locale.ROOT, "| %s | %s | %s |%n", what, figure, peer);
    }
}
