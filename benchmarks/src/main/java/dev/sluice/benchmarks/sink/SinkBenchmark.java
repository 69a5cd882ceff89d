package dev.sluice.benchmarks.sink;

import dev.sluice.benchmarks.Backends;
import dev.sluice.benchmarks.PsqlCopy;
import dev.sluice.benchmarks.Rounds;
import java.util.List;

/**
 * How fast rows of the valid topic get into their table, against {@code psql \copy} of the same rows and against Kafka
 * Connect from the same topic, into the same table of the same server, constraints on. The sink keeps its offsets and its
 * ledger meanwhile. A figure counts only after the tables were found equal. Argument: how many rows, a million unless given.
 */
public final class SinkBenchmark {
    private SinkBenchmark() {}

    public static void main(String[] args) throws Exception {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        Backends backends = Backends.start();
        try (backends) {
            PsqlCopy copy = new PsqlCopy(backends.endpoints(), backends.directory(), rows);
            Lines lines = new Lines(Rounds.of(rows, copy::seconds));
            for (int threads : List.of(1, 4)) {
                SinkLane sink = new SinkLane(backends, copy, rows, threads);
                sink.prepare();
                ConnectLane connect = new ConnectLane(backends, copy, rows, threads, sink.valid());
                int number = 0;
                for (ConnectTuning tuning : ConnectTuning.WORTH_A_ROUND) {
                    lines.connect(threads, tuning, connect.newRows(number++, tuning));
                }
                sink.measure(lines);
            }
        }
        backends.delete();
    }
}
