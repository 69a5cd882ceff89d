package dev.sluice.validator;

import dev.sluice.registry.RegistryUnavailableException;
import dev.sluice.row.RawRow;
import dev.sluice.row.References;
import dev.sluice.row.RowJudge;
import dev.sluice.row.Rules;
import dev.sluice.row.Verdict;
import dev.sluice.row.Verdict.Rejected;
import dev.sluice.row.Violation;
import dev.sluice.row.WriterSchemas;
import dev.sluice.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The judges of all tables, fed with Kafka's records. One set per task. */
final class Judges {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, RowJudge> byTable = new HashMap<>();
    private final References present;
    private final Patience patience;
    private final int largestRecord;

    Judges(Channels channels, WriterSchemas schemas, References present, Patience patience) {
        this.present = present;
        this.patience = patience;
        this.largestRecord = channels.largestRecord();
        for (Channel channel : channels.all()) {
            byTable.put(channel.table(), RowJudge.of(channel.contract(), schemas));
        }
    }

    /** @throws RegistryUnavailableException when patience is at its end; the row is not judged then */
    Verdict judge(Arrival arrival) {
        long size = RecordSize.of(arrival);
        if (size > largestRecord) {
            return tooLarge(size);
        }
        RowJudge judge = of(arrival.table());
        RawRow raw = raw(arrival);
        try {
            return judge.judge(raw, present);
        } catch (RegistryUnavailableException e) {
            return patience.retry(() -> judge.judge(raw, present), e);
        }
    }

    /** It was small enough for its topic when it was compressed; no topic behind this one would take it. */
    private Verdict tooLarge(long size) {
        String message = "the record takes " + size + " bytes, the most is " + largestRecord;
        return new Rejected(List.of(new Violation(Rules.TOO_LARGE, null, message)));
    }

    private RowJudge of(String table) {
        RowJudge judge = byTable.get(table);
        if (judge == null) {
            throw new IllegalStateException("no judge for the table " + table);
        }
        return judge;
    }

    private static RawRow raw(Arrival arrival) {
        return new RawRow(
                arrival.key(),
                arrival.value(),
                header(arrival, Headers.CONTENT_TYPE),
                header(arrival, Headers.COLUMNS),
                header(arrival, Headers.GENERATED_ID),
                Arrays.equals(header(arrival, Headers.DELETE), TRUE));
    }

    private static byte @Nullable [] header(Arrival arrival, String name) {
        Header header = arrival.headers().lastHeader(name);
        return header == null ? null : header.value();
    }
}
