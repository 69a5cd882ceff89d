package dev.sluice.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How fast somebody was in a few rounds, slowest first. Everybody gets as many, and one before to warm up. */
public record Rounds(List<Double> rates) {
    private static final int COUNTED = 3;

    /** One run from a fresh start; what belongs to the start or proves the result is not in the time. */
    @FunctionalInterface
    public interface Round {
        double seconds() throws Exception;
    }

    public static Rounds of(int rows, Round round) throws Exception {
        round.seconds();
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < COUNTED; i++) {
            rates.add(rows / round.seconds());
        }
        return new Rounds(rates.stream().sorted().toList());
    }

    /** Rows per second. */
    public double median() {
        return rates.get(rates.size() / 2);
    }

    /** The median, and the slowest and the fastest. */
    public String text() {
        return String.format(
                Locale.ROOT, "%,.0f | %,.0f to %,.0f", median(), rates.get(0), rates.get(rates.size() - 1));
    }
}
