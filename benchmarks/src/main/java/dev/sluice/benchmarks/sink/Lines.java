package dev.sluice.benchmarks.sink;

import dev.sluice.benchmarks.Rounds;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The table of results, printed as they come. */
final class Lines {
    private final Map<Integer, Double> bestOfConnect = new HashMap<>();
    private final double copy;

    Lines(Rounds copy) {
        this.copy = copy.median();
        System.out.println("| way | rows/s | rounds | of \\\\copy | of Kafka Connect |");
        System.out.println("|---|---|---|---|---|");
        print("`psql \\copy`", copy, "");
    }

    void connect(int tasks, ConnectTuning tuning, Rounds rounds) {
        bestOfConnect.merge(tasks, rounds.median(), Math::max);
        print("Kafka Connect, %s, %s".formatted(count(tasks, "task"), tuning.name()), rounds, "");
    }

    void sink(int threads, String what, Rounds rounds) {
        Double connect = what.startsWith("new") ? bestOfConnect.get(threads) : null;
        print(
                "sink, %s, %s".formatted(count(threads, "thread"), what),
                rounds,
                connect == null ? "" : String.format(Locale.ROOT, "%.1f", rounds.median() / connect));
    }

    private void print(String way, Rounds rounds, String ofConnect) {
        System.out.printf(
                Locale.ROOT, "| %s | %s | %.1f | %s |%n", way, rounds.text(), rounds.median() / copy, ofConnect);
    }

    private static String count(int number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
