package dev.sluice.producer.single;

import dev.sluice.contract.Contract;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.row.RawRow;
import dev.sluice.row.Reference;
import dev.sluice.row.RowJudge;
import dev.sluice.row.Verdict;
import dev.sluice.row.Violation;
import dev.sluice.row.WriterSchemas;
import dev.sluice.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Says what would become of rows now, by the judge that the validator asks and the parents that are stored. */
public final class Prospects {
    private static final byte[] TRUE = Headers.bytes("true");

    private final StoredTables tables;
    private final WriterSchemas schemas;

    public Prospects(StoredTables tables, WriterSchemas schemas) {
        this.tables = tables;
        this.schemas = schemas;
    }

    /** One verdict for each row; parents are looked up for all of them at once. */
    public List<Verdict> of(Contract contract, List<IncomingRow> rows) {
        RowJudge judge = RowJudge.of(contract, schemas);
        List<RawRow> raw = rows.stream().map(Prospects::raw).toList();
        Map<String, Set<String>> wanted = new HashMap<>();
        raw.forEach(row -> judge.judge(row, (table, key) -> {
            wanted.computeIfAbsent(table, it -> new HashSet<>()).add(key);
            return true;
        }));
        Map<String, Set<String>> present = new HashMap<>();
        wanted.forEach((table, keys) -> present.put(table, tables.present(table, keys)));
        List<Verdict> verdicts = new ArrayList<>();
        for (RawRow row : raw) {
            verdicts.add(judge.judge(
                    row, (table, key) -> present.getOrDefault(table, Set.of()).contains(key)));
        }
        return verdicts;
    }

    /** Why a row would be set aside; none where it would be stored. */
    public static List<Violation> violations(Verdict verdict) {
        return verdict.fold(
                valid -> List.of(),
                removed -> List.of(),
                rejected -> rejected.violations(),
                waiting -> waiting.missing().stream().map(Reference::violation).toList());
    }

    private static RawRow raw(IncomingRow row) {
        RecordHeaders headers = new RecordHeaders(row.headers());
        String key = row.key();
        return new RawRow(
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                row.value(),
                value(headers, Headers.CONTENT_TYPE),
                value(headers, Headers.COLUMNS),
                value(headers, Headers.GENERATED_ID),
                Arrays.equals(TRUE, value(headers, Headers.DELETE)));
    }

    private static byte @Nullable [] value(RecordHeaders headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }
}
