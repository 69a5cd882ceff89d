package dev.sluice.producer.corrections;

import dev.sluice.access.Caller;
import dev.sluice.access.Scope;
import dev.sluice.contract.Contract;
import dev.sluice.problem.Problems;
import dev.sluice.producer.csv.CsvFields;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.incoming.RowStream;
import dev.sluice.producer.incoming.Rows;
import dev.sluice.row.CsvDelimiter;
import dev.sluice.wire.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows that mend those which another batch brought and which were set aside. Each says which batch that is; one that has the
 * line of a failed row, as the file of failed rows does, says which letter it mends too, so that the letter is settled with it.
 */
public final class Corrections {
    private static final String LINE = "-line";

    private static final String KNOWN = "select exists (select from %1$s.dead_letters where batch_id = :batch)";

    /** Of each line the newest attempt, unless it is settled. */
    private static final String LETTERS = """
            select distinct on (d.row_number) d.row_number, n.id
            from %1$s.dead_letters d join %1$s.dead_letters n
              on n.id = coalesce(
                (select l.id from %1$s.dead_letters l where l.first_letter = coalesce(d.first_letter, d.id)
                 order by l.attempt desc, l.created_at desc limit 1), d.id)
            where d.batch_id = :batch and d.row_number = any (:lines) and d.table_name = :table
              and n.state in ('open', 'parked')
            order by d.row_number, d.id
            """;

    private final JdbcClient database;
    private final String known;
    private final String letters;

    /** @param schema the system schema, quoted */
    Corrections(JdbcClient database, String schema) {
        this.database = database;
        this.known = KNOWN.formatted(schema);
        this.letters = LETTERS.formatted(schema);
    }

    /**
     * What a request says that it corrects, with its parameter {@code corrects}. That settles dead letters, as a replay of
     * them does, and takes the same scope.
     */
    public Optional<String> asked(@Nullable String batch, Caller caller) {
        if (batch != null) {
            caller.require(Scope.REPLAY);
            check(batch);
        }
        return Optional.ofNullable(batch);
    }

    /** Refuses a batch that has nothing to correct. */
    private void check(String batch) {
        if (batch.indexOf('\0') >= 0
                || !database.sql(known)
                        .param("batch", batch)
                        .query((row, number) -> row.getBoolean(1))
                        .single()) {
            throw Problems.INVALID_REQUEST
                    .problem("The parameter corrects must be the id of a batch of which rows were set aside.")
                    .with("parameter", "corrects")
                    .exception();
        }
    }

    /** The same rows, which say what they correct. */
    public Rows of(String batch, Rows rows) {
        Map<Contract, List<IncomingRow>> tables = new LinkedHashMap<>();
        rows.tables().forEach((contract, some) -> tables.put(contract, of(batch, contract, some)));
        return new Rows(tables, rows.source());
    }

    /** The same rows, which say what they correct. */
    public RowStream of(String batch, Contract contract, RowStream rows) {
        return new CorrectingRows(rows, some -> of(batch, contract, some));
    }

    List<IncomingRow> of(String batch, Contract contract, List<IncomingRow> rows) {
        List<Optional<Long>> lines = rows.stream().map(Corrections::line).toList();
        Map<Long, UUID> found = letters(batch, contract, lines);
        List<IncomingRow> corrections = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            corrections.add(
                    correction(rows.get(i), batch, lines.get(i).map(found::get).orElse(null)));
        }
        return corrections;
    }

    private Map<Long, UUID> letters(String batch, Contract contract, List<Optional<Long>> lines) {
        try {
            return found(batch, contract, lines);
        } catch (DataAccessException e) {
            throw Problems.DATABASE_UNAVAILABLE
                    .problem("What the rows correct could not be looked up. Nothing of this part was ingested.")
                    .retryAfter(Duration.ofSeconds(1))
                    .exception();
        }
    }

    private Map<Long, UUID> found(String batch, Contract contract, List<Optional<Long>> lines) {
        Map<Long, UUID> found = new HashMap<>();
        Long[] known = lines.stream().flatMap(Optional::stream).toArray(Long[]::new);
        if (known.length > 0) {
            database.sql(letters)
                    .param("batch", batch)
                    .param("table", contract.table())
                    .param("lines", known)
                    .query((row, number) -> Map.entry(row.getLong(1), row.getObject(2, UUID.class)))
                    .list()
                    .forEach(letter -> found.put(letter.getKey(), letter.getValue()));
        }
        return found;
    }

    /** Whoever sends a whole row again means it: it replaces what the table has, as any other row does. */
    private static IncomingRow correction(IncomingRow row, String batch, @Nullable UUID letter) {
        List<Header> headers = new ArrayList<>(row.headers());
        headers.add(new RecordHeader(Headers.CORRECTS, Headers.bytes(batch)));
        if (letter != null) {
            headers.add(new RecordHeader(Headers.LETTER, Headers.bytes(letter.toString())));
            headers.add(new RecordHeader(Headers.OVERWRITE, Headers.bytes("true")));
        }
        return new IncomingRow(row.key(), row.value(), headers, row.keyAbsent());
    }

    /** What a CSV row says in the column of its line; empty where it has none, or none that is a number. */
    static Optional<Long> line(IncomingRow row) {
        RecordHeaders headers = new RecordHeaders(row.headers());
        byte @Nullable [] value = row.value();
        int place = Headers.text(headers, Headers.COLUMNS)
                .map(names -> List.of(names.split(",", -1)).indexOf(LINE))
                .orElse(-1);
        if (place < 0 || value == null) {
            return Optional.empty();
        }
        byte delimiter = (byte)
                CsvDelimiter.of(Headers.text(headers, Headers.CONTENT_TYPE).orElse(""));
        List<String> fields = CsvFields.of(value, 0, value.length, delimiter, place + 1);
        String text = place < fields.size() ? fields.get(place) : "";
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
