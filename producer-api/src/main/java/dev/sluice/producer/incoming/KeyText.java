package dev.sluice.producer.incoming;

import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import dev.sluice.contract.Contract;
import dev.sluice.row.RawRow;
import dev.sluice.row.RowJudge;
import dev.sluice.row.WriterSchemas;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The key of a row's record. The usual key, one number in its canonical spelling, is taken from the bytes; any other is
 * read by the judge, so that edge and validator can't differ.
 */
public final class KeyText {
    private static final int SAFE_DIGITS = 9;

    private final RowJudge judge;
    private final String column;
    private final boolean whole;

    private KeyText(Contract contract) {
        Column first = contract.key().get(0);
        this.judge = RowJudge.of(contract, WriterSchemas.NONE);
        this.column = first.name();
        this.whole = contract.key().size() == 1
                && (first.type() instanceof ColumnType.Int32 || first.type() instanceof ColumnType.Int64);
    }

    public static KeyText of(Contract contract) {
        return new KeyText(contract);
    }

    /** Name of the only key column, or of the first. */
    public String column() {
        return column;
    }

    /** The text of these bytes where it is a whole number as the codec would spell it. */
    @Nullable
    public String plain(byte[] b, int from, int to) {
        if (!whole || from >= to || to - from > SAFE_DIGITS || b[from] == '0') {
            return null;
        }
        for (int i = from; i < to; i++) {
            if (b[i] < '0' || b[i] > '9') {
                return null;
            }
        }
        return new String(b, from, to - from, StandardCharsets.US_ASCII);
    }

    @Nullable
    public String judged(RawRow row) {
        return judge.key(row).orElse(null);
    }
}
