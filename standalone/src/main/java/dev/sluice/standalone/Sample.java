package dev.sluice.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sample files, of a waterworks that never was, parents first. */
enum Sample {
    DEPARTMENTS,
    JOBS,
    HIRED_EMPLOYEES;

    private static final int ROWS_OF_A_BATCH = 1000;

    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The file as batches that the ingest API takes. */
    List<String> batches() {
        List<String> lines = lines();
        List<String> batches = new ArrayList<>();
        for (int from = 0; from < lines.size(); from += ROWS_OF_A_BATCH) {
            int to = Math.min(from + ROWS_OF_A_BATCH, lines.size());
            batches.add(String.join("\n", lines.subList(from, to)) + "\n");
        }
        return batches;
    }

    private List<String> lines() {
        String name = "/sample/" + table() + ".csv";
        try (InputStream in = Sample.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
