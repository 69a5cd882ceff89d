package dev.sluice.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.backup.files.AvroFileWriter;
import dev.sluice.backup.files.RowBlock;
import dev.sluice.backup.restore.RowSource.Stretch;
import dev.sluice.backup.runs.Crew;
import dev.sluice.contract.Contract;
import dev.sluice.row.AvroOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class FileSourceTest {
    private static final int ROWS = 95;
    private static final int ROWS_OF_A_BLOCK = 10;
    private static final String CONTRACT = """
            { "type": "record", "name": "Boat", "namespace": "test", "sluice.table": "boats", "sluice.key": "id", "fields": [
              { "name": "id", "type": "int" }%s
            ] }
            """;
    private static final Contract OLD = Contract.parse("Boat.avsc", CONTRACT.formatted(""));
    private static final Contract PRESENT = Contract.parse(
            "Boat.avsc", CONTRACT.formatted(", { \"name\": \"berths\", \"type\": [\"null\", \"int\"] }"));

    @Test
    void severalThreadsGetEveryRowOnceUnderItsNumber() throws Exception {
        for (int from : new int[] {0, 1, 10, 37, 94, 95}) {
            Map<Long, byte[]> taken = new ConcurrentHashMap<>();
            try (FileSource source = open(OLD, from)) {
                new Crew("test", 3)
                        .run(
                                () -> {
                                    RowSource.Share share = source.share();
                                    for (Stretch rows = share.next(7); rows != null; rows = share.next(7)) {
                                        add(rows, taken);
                                    }
                                },
                                source::end);
            }

            assertThat(taken).hasSize(ROWS - from);
            for (int i = from; i < ROWS; i++) {
                assertThat(taken.get((long) i)).isEqualTo(body(i));
            }
        }
    }

    @Test
    void aShareGivesNoMoreThanItIsAskedFor() throws Exception {
        try (FileSource source = open(OLD, 5)) {
            RowSource.Share share = source.share();
            assertThat(share.next(1)).extracting(Stretch::first).isEqualTo(5L);
            assertThat(share.next(100))
                    .satisfies(rows -> assertThat(rows.bodies())
                            .as("the rest of the block")
                            .hasSize(4));
        }
    }

    @Test
    void rowsOfAnOlderContractAreWrittenAsThePresentOneDoes() throws Exception {
        try (FileSource source = open(PRESENT, 3)) {
            assertThat(source.share().next(1))
                    .satisfies(rows -> assertThat(rows.bodies().get(0)).containsExactly(6, 0));
        }
    }

    @Test
    void nobodyGetsAnythingAfterTheEndHasBeenCalled() throws Exception {
        try (FileSource source = open(OLD, 0)) {
            RowSource.Share share = source.share();
            share.next(1);
            source.end();

            assertThat(share.next(1)).isNull();
        }
    }

    private static byte[] body(int id) {
        AvroOutput out = new AvroOutput();
        out.avroLong(id);
        return out.toBytes();
    }

    private static void add(Stretch rows, Map<Long, byte[]> taken) {
        assertThat(rows.bodies()).hasSizeBetween(1, 7);
        long number = rows.first();
        for (byte[] body : rows.bodies()) {
            assertThat(taken.put(number++, body)).isNull();
        }
    }

    /** A file of the old contract, whose row of number n has the id n. */
    private static FileSource open(Contract present, long from) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AvroFileWriter file = new AvroFileWriter(out, OLD.schema());
                RowBlock block = new RowBlock()) {
            for (int i = 0; i < ROWS; i++) {
                int at = block.output().size();
                block.output().avroLong(i);
                block.added(at);
                if (block.rows() == ROWS_OF_A_BLOCK) {
                    file.append(block);
                }
            }
            file.append(block);
        }
        return new FileSource(new ByteArrayInputStream(out.toByteArray()), present, from);
    }
}
