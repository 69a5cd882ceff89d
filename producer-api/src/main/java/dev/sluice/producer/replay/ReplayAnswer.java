package dev.sluice.producer.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A replay of many letters as it is answered.
 *
 * @param batchId null where nothing matched
 * @param letters how many matched when it began
 * @param problem what holds it up now
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ReplayAnswer(
        @Nullable String batchId,
        String state,
        long letters,
        long looked,
        long sent,
        Sieve.Skipped skipped,
        boolean overwrite,
        boolean force,
        int rate,
        Map<String, String> filter,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        String by,
        @Nullable String problem,
        Map<String, String> links) {

    static String path(String batchId) {
        return "/v1/ingest/dead-letters/replays/" + batchId;
    }

    static ReplayAnswer of(Replay replay) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", path(replay.batchId()));
        if (replay.progress().sent() > 0) {
            links.put("batch", "/v1/batches/" + replay.batchId());
        }
        return new ReplayAnswer(
                replay.batchId(),
                replay.state().name().toLowerCase(Locale.ROOT),
                replay.letters(),
                replay.progress().looked(),
                replay.progress().sent(),
                replay.progress().skipped(),
                replay.options().overwrite(),
                replay.options().force(),
                replay.options().rate(),
                replay.filter(),
                replay.startedAt(),
                replay.endedAt(),
                replay.keyId(),
                replay.problem(),
                links);
    }

    static ReplayAnswer ofNothing(Map<String, String> filter, Replay.Options options, String keyId) {
        return new ReplayAnswer(
                null,
                "done",
                0,
                0,
                0,
                Sieve.Skipped.NONE,
                options.overwrite(),
                options.force(),
                options.rate(),
                filter,
                null,
                null,
                keyId,
                null,
                Map.of());
    }
}
