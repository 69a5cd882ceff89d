package dev.sluice.backup.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvroFileTest {
    @TempDir
    Path root;

    @Test
    void anyAvroReaderReadsTheFiles() throws IOException {
        SmallBackup.write(root, "small", 250);

        List<String> rows = new ArrayList<>();
        try (DataFileReader<GenericRecord> reader =
                new DataFileReader<>(root.resolve("small/departments.avro").toFile(), new GenericDatumReader<>())) {
            assertThat(reader.getMetaString("avro.codec")).isEqualTo("zstandard");
            reader.forEach(row -> rows.add(row.get("id") + " " + row.get("department")));
        }

        assertThat(rows).hasSize(250).contains("1 departments 1", "250 departments 250");
    }

    @Test
    void theHashOfRowsKnowsNoOrderButEveryRow() {
        RowHash one = hash("a", "b", "cccccccccc");
        RowHash other = hash("cccccccccc", "a", "b");

        assertThat(one.text())
                .isEqualTo(other.text())
                .isNotEqualTo(hash("a", "b").text());
        assertThat(hash("a", "a").text()).isNotEqualTo(hash("b", "b").text());
        assertThat(hash("ab", "").text()).isNotEqualTo(hash("a", "b").text());
        assertThat(hash("").text()).isNotEqualTo(hash().text());
    }

    private static RowHash hash(String... rows) {
        RowHash hash = new RowHash();
        for (String row : rows) {
            hash.add(row.getBytes(java.nio.charset.StandardCharsets.UTF_8), 0, row.length());
        }
        return hash;
    }
}
