package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.Contracts;
import dev.sluice.wire.Framing;
import dev.sluice.wire.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The files of the first house, through the raw topics, children first. */
@EnabledIfEnvironmentVariable(named = "SLUICE_HIRING_DATA", matches = ".+")
class HiringFilesIT {
    private static final String HIRED = "hired_employees";

    private final Path data = Path.of(System.getenv().getOrDefault("SLUICE_HIRING_DATA", "."));
    private final RealHouse house = RealHouse.fresh();
    private final Publisher publisher = new Publisher(house);

    @AfterEach
    void close() {
        publisher.close();
        house.close();
    }

    @Test
    void filesGiveTheRowsAndTheDeadLettersThatAreKnownOfThem() throws IOException {
        house.validate(Duration.ofSeconds(30));

        for (String table : List.of(HIRED, "jobs", "departments")) {
            for (String line : Files.readAllLines(data.resolve(table + ".csv"))) {
                publisher.csv(table, null, null, line, Map.of());
            }
            publisher.flush();
        }

        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    Settlement.of(house, "departments").assertSettled(12, 0);
                    Settlement.of(house, "jobs").assertSettled(183, 0);
                    Settlement.of(house, HIRED).assertSettled(1999, 70);
                });
        assertThat(accepted()).isEqualTo(lines("accepted_hired_employees.csv"));
        assertThat(rejected()).isEqualTo(missingById());
    }

    private Map<Integer, String> accepted() throws IOException {
        GenericDatumReader<GenericRecord> reader =
                new GenericDatumReader<>(Contracts.shipped().get(HIRED).schema());
        Map<Integer, String> rows = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> valid : house.read(house.names().valid(HIRED))) {
            GenericRecord row =
                    reader.read(null, DecoderFactory.get().binaryDecoder(Framing.body(valid.value()), null));
            Instant hired = Instant.EPOCH.plus((Long) row.get("datetime"), ChronoUnit.MICROS);
            rows.put(
                    (Integer) row.get("id"),
                    row.get("id") + "," + row.get("name") + "," + hired + "," + row.get("department_id") + ","
                            + row.get("job_id"));
        }
        return rows;
    }

    /** By id, the fields that are said to be missing. */
    private Map<Integer, String> rejected() {
        Map<Integer, String> rows = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> dead : house.read(house.names().deadLetter(HIRED))) {
            String line = new String(dead.value(), java.nio.charset.StandardCharsets.UTF_8);
            String message =
                    Headers.text(dead.headers(), "__streams.errors.message").orElseThrow();
            rows.put(Integer.parseInt(line.substring(0, line.indexOf(','))), message.replace("required ", ""));
        }
        return rows;
    }

    private Map<Integer, String> missingById() throws IOException {
        Map<Integer, String> missing = new TreeMap<>();
        lines("rejected_hired_employees.csv")
                .forEach((id, line) -> missing.put(id, line.substring(line.lastIndexOf(',') + 1)));
        return missing;
    }

    private Map<Integer, String> lines(String file) throws IOException {
        Map<Integer, String> lines = new TreeMap<>();
        Files.readAllLines(data.resolve("expected").resolve(file)).stream()
                .skip(1)
                .forEach(line -> lines.put(Integer.parseInt(line.substring(0, line.indexOf(','))), line));
        return lines;
    }
}
