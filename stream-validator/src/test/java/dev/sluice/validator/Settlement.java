package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.BatchEvent.Judged;
import dev.sluice.wire.Headers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What became of a table's rows, read from the committed log, and whether it adds up. */
record Settlement(
        List<ConsumerRecord<byte[], byte[]>> valid, List<ConsumerRecord<byte[], byte[]>> dead, List<Judged> told) {

    static Settlement of(RealHouse house, String table) {
        return new Settlement(
                house.read(house.names().valid(table)),
                house.read(house.names().deadLetter(table)),
                house.read(house.names().batches()).stream()
                        .flatMap(event -> Headers.text(event.headers(), Headers.EVENT).stream()
                                .flatMap(kind -> BatchEvent.parse(kind, event.value()).stream()))
                        .filter(Judged.class::isInstance)
                        .map(Judged.class::cast)
                        .filter(judged -> judged.table().equals(table))
                        .toList());
    }

    /** Every row is settled once, in one of the two topics, and the tallies say the same. */
    void assertSettled(int rows, int deadRows) {
        assertThat(valid).hasSize(rows - deadRows);
        assertThat(dead).hasSize(deadRows);
        Set<String> origins = new HashSet<>();
        valid.forEach(row -> origins.add(origin(row)));
        dead.forEach(row -> origins.add(origin(row)));
        assertThat(origins).as("raw records, each once").hasSize(rows);
        assertThat(told.stream().mapToLong(Judged::judged).sum()).isEqualTo(rows);
        assertThat(told.stream().mapToLong(Judged::valid).sum()).isEqualTo(rows - deadRows);
        assertThat(told.stream().mapToLong(Judged::dead).sum()).isEqualTo(deadRows);
        assertThat(told.stream().mapToLong(Judged::waiting).sum()).isZero();
        assertThat(told.stream().mapToLong(Judged::rowSum).sum())
                .as("sum of row numbers")
                .isEqualTo(rowSum(valid) + rowSum(dead));
    }

    private static String origin(ConsumerRecord<byte[], byte[]> row) {
        return Headers.text(row.headers(), Headers.SOURCE).orElseThrow();
    }

    private static long rowSum(List<ConsumerRecord<byte[], byte[]>> rows) {
        return rows.stream()
                .mapToLong(row ->
                        Long.parseLong(Headers.text(row.headers(), Headers.ROW).orElseThrow()))
                .sum();
    }
}
