package dev.sluice.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.Contract;
import dev.sluice.copy.CopyBuffer;
import dev.sluice.copy.CopyCursor;
import dev.sluice.copy.CopyDecoder;
import dev.sluice.row.AvroOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

class FileRowsTest {
    private static final String CONTRACT = """
            { "type": "record", "name": "Boat", "namespace": "test", "sluice.table": "boats", "sluice.key": "id", "fields": [
              { "name": "id", "type": "int" },
              { "name": "name", "type": "string" }%s
            ] }
            """;

    private static final Contract OLD = Contract.parse("Boat.avsc", CONTRACT.formatted(""));
    private static final Contract PRESENT = Contract.parse(
            "Boat.avsc", CONTRACT.formatted(", { \"name\": \"berths\", \"type\": [\"null\", \"int\"] }"));

    private static final Contract ONLY_ID = Contract.parse("Boat.avsc", """
            { "type": "record", "name": "Boat", "namespace": "test", "sluice.table": "boats", "sluice.key": "id", "fields": [
              { "name": "id", "type": "int" }
            ] }
            """);

    @Test
    void rowsOfAnOlderContractHaveNothingInTheColumnsThatCameLater() throws IOException {
        FileRows rows = new FileRows(PRESENT, OLD.schema(), PRESENT.columns());
        CopyBuffer copy = new CopyBuffer(64);
        copy.begin();
        rows.encode(block(), 2, copy);
        copy.end();

        CopyCursor cursor = new CopyCursor();
        cursor.reset(Arrays.copyOf(copy.bytes(), copy.size()));
        AvroOutput out = new AvroOutput();
        CopyDecoder decoder = CopyDecoder.of(PRESENT);
        decoder.decode(cursor, out);
        assertThat(read(out)).isEqualTo("{\"id\": 1, \"name\": \"one\", \"berths\": null}");
        out.clear();
        decoder.decode(cursor, out);
        assertThat(read(out)).isEqualTo("{\"id\": 2, \"name\": \"two\", \"berths\": null}");
        assertThat(cursor.atEnd()).isTrue();
    }

    @Test
    void rowsOfAContractThatCountedInMillisecondsKeepTheirInstant() throws IOException {
        String at = ", { \"name\": \"at\", \"type\": { \"type\": \"long\", \"logicalType\": \"timestamp-%s\" } }";
        Contract millis = Contract.parse("Boat.avsc", CONTRACT.formatted(at.formatted("millis")));
        Contract micros = Contract.parse("Boat.avsc", CONTRACT.formatted(at.formatted("micros")));
        FileRows before = new FileRows(micros, millis.schema(), micros.columns());
        FileRows now = new FileRows(micros, micros.schema(), micros.columns());

        before.encode(boat(1_626_000_000_123L), 1, new CopyBuffer(64));
        now.encode(boat(1_626_000_000_123_000L), 1, new CopyBuffer(64));

        assertThat(before.tally().asLoaded()).isEqualTo(now.tally().asLoaded());
    }

    @Test
    void theHashIsThatOfTheRowsAsTheyWereWritten() throws IOException {
        FileRows old = new FileRows(OLD, OLD.schema(), OLD.columns());
        FileRows present = new FileRows(PRESENT, OLD.schema(), PRESENT.columns());
        old.encode(block(), 2, new CopyBuffer(64));
        present.encode(block(), 2, new CopyBuffer(64));

        assertThat(present.tally().asWritten())
                .isEqualTo(old.tally().asWritten())
                .isEqualTo(old.tally().asLoaded());
        assertThat(present.tally().asLoaded()).isNotEqualTo(old.tally().asLoaded());
    }

    @Test
    void columnsThatNobodyAskedForAreLeftOutOfTheTupleButNotOfTheHash() throws IOException {
        FileRows all = new FileRows(PRESENT, PRESENT.schema(), PRESENT.columns());
        FileRows keys = new FileRows(PRESENT, OLD.schema(), PRESENT.key());
        FileRows old = new FileRows(PRESENT, OLD.schema(), PRESENT.columns());
        CopyBuffer copy = new CopyBuffer(64);
        copy.begin();
        keys.encode(block(), 2, copy);
        copy.end();
        old.encode(block(), 2, new CopyBuffer(64));

        CopyCursor cursor = CopyCursor.of(Arrays.copyOf(copy.bytes(), copy.size()));
        AvroOutput out = new AvroOutput();
        CopyDecoder decoder = CopyDecoder.of(ONLY_ID);
        decoder.decode(cursor, out);
        decoder.decode(cursor, out);
        assertThat(out.toBytes()).containsExactly(2, 4);
        assertThat(cursor.atEnd()).isTrue();
        assertThat(keys.tally().asLoaded()).isEqualTo(old.tally().asLoaded());
        assertThat(keys.tally().rows()).isEqualTo(2);
        assertThatThrownBy(() -> all.encode(block(), 2, new CopyBuffer(64))).isInstanceOf(IOException.class);
    }

    @Test
    void aBlockThatHoldsMoreOrFewerRowsThanItSaysIsRefused() throws IOException {
        for (Contract contract : new Contract[] {OLD, PRESENT}) {
            FileRows rows = new FileRows(contract, OLD.schema(), contract.columns());
            assertThatThrownBy(() -> rows.encode(block(), 1, new CopyBuffer(64)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> rows.encode(block(), 3, new CopyBuffer(64)))
                    .isInstanceOf(IOException.class);
        }
    }

    private static byte[] boat(long at) {
        AvroOutput out = new AvroOutput();
        out.avroLong(1);
        out.avroBytes("one".getBytes(StandardCharsets.UTF_8), 0, 3);
        out.avroLong(at);
        return out.toBytes();
    }

    private static byte[] block() {
        AvroOutput out = new AvroOutput();
        out.avroLong(1);
        out.avroBytes("one".getBytes(StandardCharsets.UTF_8), 0, 3);
        out.avroLong(2);
        out.avroBytes("two".getBytes(StandardCharsets.UTF_8), 0, 3);
        return out.toBytes();
    }

    private static String read(AvroOutput out) throws IOException {
        return new GenericDatumReader<GenericRecord>(PRESENT.schema())
                .read(null, DecoderFactory.get().binaryDecoder(out.toBytes(), null))
                .toString();
    }
}
