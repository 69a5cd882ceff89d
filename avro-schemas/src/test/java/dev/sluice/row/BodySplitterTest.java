package dev.sluice.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodySplitterTest {
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            { "type": "record", "name": "Boat", "fields": [
              { "name": "id", "type": "int" },
              { "name": "name", "type": ["null", "string"] },
              { "name": "tags", "type": { "type": "array", "items": "string" } }
            ] }
            """);

    @Test
    void eachRowIsWhatWasWritten() throws IOException {
        List<byte[]> rows = List.of(
                row(1, "one", List.of()),
                row(-70_000, null, List.of("a", "b")),
                row(3, "", List.of("", "long enough")));

        List<byte[]> split = new BodySplitter(SCHEMA).split(together(rows), 3);

        assertThat(split).usingElementComparator(Arrays::compare).containsExactlyElementsOf(rows);
        assertThat(new BodySplitter(SCHEMA).split(new byte[0], 0)).isEmpty();
    }

    @Test
    void aBlockOfMoreOrFewerRowsThanItSaysIsRefused() throws IOException {
        byte[] block = together(List.of(row(1, "one", List.of()), row(2, "two", List.of("x"))));
        BodySplitter splitter = new BodySplitter(SCHEMA);

        for (int rows : new int[] {0, 1, 3}) {
            assertThatThrownBy(() -> splitter.split(block, rows)).isInstanceOf(IOException.class);
        }
        for (int length = 0; length < block.length; length++) {
            byte[] cut = Arrays.copyOf(block, length);
            assertThatThrownBy(() -> splitter.split(cut, 2)).isInstanceOf(IOException.class);
        }
    }

    private static byte[] row(int id, @Nullable String name, List<String> tags) throws IOException {
        GenericRecord row = new GenericData.Record(SCHEMA);
        row.put("id", id);
        row.put("name", name);
        row.put("tags", tags);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(SCHEMA).write(row, encoder);
        return out.toByteArray();
    }

    private static byte[] together(List<byte[]> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        rows.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
