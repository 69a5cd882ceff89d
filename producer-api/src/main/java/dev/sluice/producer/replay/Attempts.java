package dev.sluice.producer.replay;

import dev.sluice.contract.Contract;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.row.RowKey;
import dev.sluice.wire.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Makes the row of another attempt: what it says, and which letter it is about. */
final class Attempts {
    private Attempts() {}

    /** @param said the letter's own row, or one that mends it */
    static IncomingRow of(Contract contract, Letter letter, IncomingRow said, boolean overwrite) {
        List<Header> headers = new ArrayList<>(said.headers());
        Optional<String> id = generatedId(contract, letter);
        id.ifPresent(text -> headers.add(header(Headers.GENERATED_ID, text)));
        headers.add(header(Headers.LETTER, letter.id().toString()));
        if (overwrite) {
            headers.add(header(Headers.OVERWRITE, "true"));
        }
        String key = said.key() == null ? id.orElse(null) : said.key();
        return new IncomingRow(key, said.value(), headers, said.keyAbsent() && id.isEmpty());
    }

    /** A row that left its id out was given one before, and keeps it. One that has its own is not touched by it. */
    private static Optional<String> generatedId(Contract contract, Letter letter) {
        @Nullable String key = letter.row().key();
        boolean generated = contract.key().size() == 1 && contract.key().get(0).generated();
        return generated && key != null && RowKey.of(contract).valid(key) ? Optional.of(key) : Optional.empty();
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, Headers.bytes(value));
    }
}
