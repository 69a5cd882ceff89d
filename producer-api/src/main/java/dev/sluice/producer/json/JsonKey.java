package dev.sluice.producer.json;

import dev.sluice.contract.Contract;
import dev.sluice.producer.incoming.KeyText;
import dev.sluice.row.RawRow;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Picks a table's key out of a JSON row, and nothing else. */
final class JsonKey {
    private final KeyText keys;
    private final byte[] name;

    private JsonKey(KeyText keys) {
        this.keys = keys;
        this.name = keys.column().getBytes(StandardCharsets.UTF_8);
    }

    static JsonKey of(Contract contract) {
        return new JsonKey(KeyText.of(contract));
    }

    Found found(byte[] body) {
        return new Found(body);
    }

    /** Where the key of one row lies. */
    final class Found implements JsonScanner.Members {
        private final byte[] body;
        private int start;
        private int end;
        private boolean twice;

        private Found(byte[] body) {
            this.body = body;
        }

        @Override
        public void member(int nameStart, int nameEnd, int valueStart, int valueEnd) {
            if (JsonText.equal(body, nameStart, nameEnd, name)) {
                twice |= end > 0;
                start = valueStart;
                end = valueEnd;
            }
        }

        /** Whether the first key field is left out, or null. */
        boolean absent() {
            return end == 0 || (!twice && body[start] == 'n');
        }

        /** The canonical key text, or null where a field is absent, there twice, or not of its type. */
        @Nullable
        String text(byte[] row) {
            String plain = twice ? null : keys.plain(body, start, end);
            return plain != null ? plain : keys.judged(RawRow.of(null, row));
        }
    }
}
