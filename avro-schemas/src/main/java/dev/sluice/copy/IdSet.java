package dev.sluice.copy;

import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The distinct ids that the rows of a micro-batch hold in one referring column. */
public interface IdSet {
    /** Takes the id that the cursor is about to read. */
    void read(AvroCursor in);

    /** Each id once, as PostgreSQL reads it from text. */
    List<String> texts();

    static IdSet of(Column column) {
        boolean whole = column.type() instanceof ColumnType.Int32 || column.type() instanceof ColumnType.Int64;
        return whole ? new Whole() : new Text(FieldText.of(column.type()));
    }

    /** Open addressing over primitives: a reference costs no object. */
    final class Whole implements IdSet {
        private static final long FIBONACCI = 0x9E3779B97F4A7C15L;
        private long[] slots = new long[64];
        private boolean[] taken = new boolean[64];
        private int size;

        @Override
        public void read(AvroCursor in) {
            add(in.readLong());
        }

        private void add(long id) {
            int mask = slots.length - 1;
            int slot = (int) ((id * FIBONACCI) >>> 32) & mask;
            while (taken[slot]) {
                if (slots[slot] == id) {
                    return;
                }
                slot = (slot + 1) & mask;
            }
            slots[slot] = id;
            taken[slot] = true;
            if (++size > slots.length / 2) {
                grow();
            }
        }

        private void grow() {
            long[] ids = slots;
            boolean[] filled = taken;
            slots = new long[ids.length * 2];
            taken = new boolean[slots.length];
            size = 0;
            for (int i = 0; i < ids.length; i++) {
                if (filled[i]) {
                    add(ids[i]);
                }
            }
        }

        @Override
        public List<String> texts() {
            List<String> texts = new ArrayList<>(size);
            for (int i = 0; i < slots.length; i++) {
                if (taken[i]) {
                    texts.add(Long.toString(slots[i]));
                }
            }
            return texts;
        }
    }

    /** Every other type of key. */
    final class Text implements IdSet {
        private final Function<AvroCursor, String> reader;
        private final Set<String> ids = new LinkedHashSet<>();

        Text(Function<AvroCursor, String> reader) {
            this.reader = reader;
        }

        @Override
        public void read(AvroCursor in) {
            ids.add(reader.apply(in));
        }

        @Override
        public List<String> texts() {
            return List.copyOf(ids);
        }
    }
}
