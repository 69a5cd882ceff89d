package dev.sluice.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.benchmarks.ChildService;
import dev.sluice.benchmarks.HiredRow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The front door's client. */
final class FrontDoor {
    private static final String HIRES = "/v1/ingest/hired_employees";
    private static final int BATCH = 1_000;

    private final ChildService edge;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    FrontDoor(ChildService edge) {
        this.edge = edge;
    }

    static byte[] json(int id) {
        HiredRow row = HiredRow.of(id, 0);
        String text = "{\"id\":%d,\"name\":\"%s\",\"datetime\":\"%s\",\"department_id\":%d,\"job_id\":%d}";
        return text.formatted(row.id(), row.name(), row.hiredAt(), row.department(), row.job())
                .getBytes(UTF_8);
    }

    static byte[] csv(int id) {
        return HiredRow.of(id, 0).csv().stripTrailing().getBytes(UTF_8);
    }

    static Path csvFile(Path directory, int rows) throws IOException {
        Path file = directory.resolve("upload-" + rows + ".csv");
        if (!Files.exists(file)) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
                for (int id = 1; id <= rows; id++) {
                    out.write(HiredRow.of(id, 0).csv().getBytes(UTF_8));
                }
            }
        }
        return file;
    }

    void parents() throws IOException, InterruptedException {
        send(parents("departments", "department", HiredRow.DEPARTMENTS));
        send(parents("jobs", "job", HiredRow.JOBS));
    }

    private HttpRequest parents(String table, String column, int count) {
        String rows = IntStream.rangeClosed(1, count)
                .mapToObj(id -> "{\"id\":%d,\"%s\":\"%s %d\"}".formatted(id, column, column, id))
                .collect(Collectors.joining(",", "[", "]"));
        return edge.request("/v1/ingest/" + table, "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(rows))
                .build();
    }

    /** Rows a second of so many clients, each of which sends as soon as it has its answer. */
    double batches(int clients, int batches) throws Exception {
        // Made beforehand, as the peer's rows are cheap to make: what is measured is the door.
        List<HttpRequest> requests =
                IntStream.range(0, batches).mapToObj(this::batch).toList();
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long start = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            int first = client;
            all.add(threads.submit(() -> {
                for (int number = first; number < batches; number += clients) {
                    send(requests.get(number));
                }
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        threads.shutdown();
        return batches * (double) BATCH / seconds;
    }

    /** A batch of one. */
    void row(int id) throws IOException, InterruptedException {
        send(edge.request(HIRES, "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("[" + new String(json(id), UTF_8) + "]"))
                .build());
    }

    private HttpRequest batch(int number) {
        StringBuilder rows = new StringBuilder("[");
        for (int id = number * BATCH + 1; id <= (number + 1) * BATCH; id++) {
            rows.append(rows.length() == 1 ? "" : ",").append(new String(json(id), UTF_8));
        }
        return edge.request(HIRES, "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(rows.append(']').toString()))
                .build();
    }

    OpenLoop.Times atRate(int batches, double perSecond) throws IOException, InterruptedException {
        List<HttpRequest> requests = IntStream.range(0, Math.min(batches, 1_000))
                .mapToObj(this::batch)
                .toList();
        return new OpenLoop(http).run(batches, perSecond, number -> requests.get(number % requests.size()));
    }

    /** Seconds until its 202. */
    double upload(Path file) throws IOException, InterruptedException {
        long start = System.nanoTime();
        send(edge.request(HIRES + "/uploads", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofFile(file))
                .build());
        return (System.nanoTime() - start) / 1e9;
    }

    /** The heap is looked at again and again while the file goes in. */
    Heap uploadWatchingHeap(Path file) throws Exception {
        CompletableFuture<Double> done = CompletableFuture.supplyAsync(() -> {
            try {
                return upload(file);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        List<Double> seen = new ArrayList<>();
        while (!done.isDone()) {
            seen.add(edge.heapUsed());
            TimeUnit.MILLISECONDS.sleep(250);
        }
        int half = seen.size() / 2;
        return new Heap(done.join(), max(seen.subList(0, half)), max(seen.subList(half, seen.size())));
    }

    private static double max(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    private void send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    record Heap(double seconds, double firstHalf, double secondHalf) {}
}
