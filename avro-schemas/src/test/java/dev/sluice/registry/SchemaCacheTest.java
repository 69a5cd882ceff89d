package dev.sluice.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.row.WriterSchemas.Found;
import dev.sluice.row.WriterSchemas.Lookup;
import dev.sluice.row.WriterSchemas.Unknown;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaCacheTest {
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger questions = new AtomicInteger();
    private final SchemaCache cache = new SchemaCache(now::get);
    private Lookup answer = new Unknown();

    @Test
    void anUnknownIdIsAskedForAgainAfterASecond() {
        assertThat(find()).isEqualTo(new Unknown());
        answer = new Found(Schema.create(Schema.Type.INT));

        now.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(find()).isEqualTo(new Unknown());
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(find()).isEqualTo(answer);

        assertThat(questions).hasValue(2);
    }

    @Test
    void aKnownIdIsNeverAskedForAgain() {
        answer = new Found(Schema.create(Schema.Type.INT));
        find();
        now.addAndGet(Duration.ofDays(400).toNanos());

        assertThat(find()).isEqualTo(answer);

        assertThat(questions).hasValue(1);
    }

    private Lookup find() {
        return cache.find(7, id -> {
            questions.incrementAndGet();
            return answer;
        });
    }
}
