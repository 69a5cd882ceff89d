package dev.sluice.benchmarks.ingest;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Sends requests at times that were fixed beforehand, whether or not the earlier ones were answered, and counts the time of
 * each from when it should have been sent: a server that stalls can't hide it by holding the generator up.
 */
final class OpenLoop {
    private final HttpClient http;

    OpenLoop(HttpClient http) {
        this.http = http;
    }

    /** @param request by number */
    Times run(int requests, double perSecond, IntFunction<HttpRequest> request)
            throws IOException, InterruptedException {
        double[] millis = new double[requests];
        List<CompletableFuture<?>> answers = new ArrayList<>();
        long start = System.nanoTime() + 1_000_000;
        for (int number = 0; number < requests; number++) {
            long due = start + (long) (number / perSecond * 1e9);
            int place = number;
            HttpRequest each = request.apply(number);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            answers.add(http.sendAsync(each, HttpResponse.BodyHandlers.ofString())
                    .thenAccept(answer -> {
                        if (answer.statusCode() != 202) {
                            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
                        }
                        millis[place] = (System.nanoTime() - due) / 1e6;
                    }));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .orTimeout(5, TimeUnit.MINUTES)
                .join();
        return Times.of(millis);
    }

    /** Sorted, in milliseconds. */
    static final class Times {
        private final double[] millis;

        private Times(double[] millis) {
            this.millis = millis;
        }

        static Times of(double[] millis) {
            double[] sorted = millis.clone();
            Arrays.sort(sorted);
            return new Times(sorted);
        }

        double percentile(double share) {
            return millis[(int) Math.min(millis.length - 1, Math.ceil(millis.length * share) - 1)];
        }
    }
}
