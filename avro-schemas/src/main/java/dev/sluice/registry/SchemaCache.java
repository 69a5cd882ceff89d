package dev.sluice.registry;

import dev.sluice.row.WriterSchemas.Found;
import dev.sluice.row.WriterSchemas.Lookup;
import dev.sluice.row.WriterSchemas.Unknown;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Answers by schema id. An id never changes its schema; one that is unknown may be given out at any moment. */
final class SchemaCache {
    private static final long UNKNOWN_FOR = Duration.ofSeconds(1).toNanos();
    /** A sender can make up four billion ids: forgetting costs a question, remembering all would cost the heap. */
    private static final int MOST_UNKNOWN = 10_000;

    private final Map<Integer, Found> found = new ConcurrentHashMap<>();
    private final Map<Integer, Long> unknownSince = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    SchemaCache(LongSupplier nanos) {
        this.nanos = nanos;
    }

    Lookup find(int id, IntFunction<Lookup> ask) {
        @Nullable Found known = found.get(id);
        if (known != null) {
            return known;
        }
        @Nullable Long since = unknownSince.get(id);
        if (since != null && nanos.getAsLong() - since < UNKNOWN_FOR) {
            return new Unknown();
        }
        Lookup answer = ask.apply(id);
        answer.fold(schema -> found.put(id, schema), () -> remember(id));
        return answer;
    }

    private @Nullable Found remember(int id) {
        if (unknownSince.size() >= MOST_UNKNOWN) {
            unknownSince.clear();
        }
        unknownSince.put(id, nanos.getAsLong());
        return null;
    }
}
