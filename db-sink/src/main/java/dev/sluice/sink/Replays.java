package dev.sluice.sink;

import dev.sluice.letters.LetterId;
import dev.sluice.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records of one transaction that are another attempt of a dead letter: what becomes of their letters. */
final class Replays {
    private final LetterChain chain;
    private final Map<ConsumerRecord<byte[], byte[]>, Stored> stored = new HashMap<>();
    private final Map<UUID, UUID> again = new TreeMap<>();

    Replays(LetterChain chain) {
        this.chain = chain;
    }

    /** Called for every row. One that a later write overtakes in the same transaction is stored all the same. */
    void stored(ConsumerRecord<byte[], byte[]> record, RowHeaders headers) {
        if (headers.letter().length > 0) {
            String batch = RecordText.id(headers.batch());
            LetterId.parse(new String(headers.letter(), StandardCharsets.UTF_8))
                    .ifPresent(letter -> stored.put(record, new Stored(letter, batch)));
        }
    }

    /** It was counted as stored, and is not. */
    void refused(ConsumerRecord<byte[], byte[]> record) {
        stored.remove(record);
    }

    /** @param letter new in the ledger */
    void setAside(UUID letter, ConsumerRecord<byte[], byte[]> record) {
        Headers.text(record.headers(), Headers.LETTER)
                .flatMap(LetterId::parse)
                .ifPresent(before -> again.put(letter, before));
    }

    void write(Connection connection) throws SQLException {
        Map<UUID, String> resolved = new TreeMap<>();
        stored.values().forEach(one -> resolved.put(one.letter(), one.batch()));
        chain.resolve(connection, resolved);
        chain.goOn(connection, again);
    }

    private record Stored(UUID letter, String batch) {}
}
