package dev.sluice.backup.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.testkit.NodeScripts;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file of a backup, read by an implementation of Avro that shares no line with ours or with Avro's own for Java. */
class JavaScriptReaderIT {
    private static final NodeScripts READER = NodeScripts.of(JavaScriptReaderIT.class, "read.js");

    @TempDir
    Path root;

    @Test
    void avscReadsEveryRow() throws IOException {
        assumeTrue(READER.missing().isEmpty(), READER.missing());
        SmallBackup.write(root, "small", 250);

        JsonNode read = JsonMapper.shared()
                .readTree(READER.run(root.resolve("small/departments.avro").toString()));

        assertThat(read.path("codec").asString()).isEqualTo("zstandard");
        assertThat(read.path("name").asString()).endsWith("Department");
        assertThat(read.path("rows")).hasSize(250);
        assertThat(read.path("rows").get(0)).hasToString("{\"id\":1,\"department\":\"departments 1\"}");
        assertThat(read.path("rows").get(249)).hasToString("{\"id\":250,\"department\":\"departments 250\"}");
    }
}
