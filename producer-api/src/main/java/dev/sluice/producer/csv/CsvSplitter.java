package dev.sluice.producer.csv;

/**
 * Finds where a CSV record ends. Quotes may hold line breaks; a quote that opens and is never properly closed within
 * reach costs its own line only, and the judge says what is wrong with that line.
 */
final class CsvSplitter {
    private static final int UNCLOSED = -1;
    private static final int BROKEN = -2;

    private final byte delimiter;
    private final int reach;
    private int end;
    private int next;
    private int breaks;

    /** @param reach how many bytes a record may have before an open quote is given up */
    CsvSplitter(byte delimiter, int reach) {
        this.delimiter = delimiter;
        this.reach = reach;
    }

    /** End of the record, its line end not included. */
    int end() {
        return end;
    }

    /** Where the next record begins. */
    int next() {
        return next;
    }

    /** How many lines the record takes. */
    int lines() {
        return breaks + 1;
    }

    /**
     * Looks for the record that begins at {@code from}.
     *
     * @param last whether nothing follows {@code to}
     * @return false where more bytes are needed to tell
     */
    boolean find(byte[] b, int from, int to, boolean last) {
        boolean cut = to - from >= reach;
        int stop = cut ? from + reach : to;
        boolean whole = last && !cut;
        int pos = from;
        breaks = 0;
        while (true) {
            pos = skipBlanks(b, pos, stop);
            boolean quoted = pos < stop && b[pos] == '"';
            pos = quoted ? afterQuoted(b, pos + 1, stop) : afterPlain(b, pos, stop);
            if (pos == BROKEN || (cut && (pos == UNCLOSED || pos == stop)) || (whole && pos == UNCLOSED)) {
                return line(b, from, stop, to, last);
            }
            if (pos == UNCLOSED || (pos == stop && !whole)) {
                return false;
            }
            if (pos == stop) {
                return found(stop, stop);
            }
            if (b[pos] != delimiter) {
                return lineEnd(b, pos, to, last);
            }
            pos++;
        }
    }

    /** The place of what ends the field: a delimiter, a line end or {@code to}. */
    private int afterPlain(byte[] b, int from, int to) {
        int pos = from;
        while (pos < to && b[pos] != delimiter && b[pos] != '\n' && b[pos] != '\r') {
            pos++;
        }
        return pos;
    }

    private int afterQuoted(byte[] b, int from, int to) {
        int pos = from;
        while (true) {
            while (pos < to && b[pos] != '"') {
                breaks += b[pos] == '\n' ? 1 : 0;
                pos++;
            }
            if (pos == to) {
                return UNCLOSED;
            }
            if (pos + 1 < to && b[pos + 1] == '"') {
                pos += 2;
                continue;
            }
            pos = skipBlanks(b, pos + 1, to);
            boolean closes = pos == to || b[pos] == delimiter || b[pos] == '\n' || b[pos] == '\r';
            return closes ? pos : BROKEN;
        }
    }

    /** The record is one line, whatever its quotes say; one that is longer than the reach is cut there. */
    private boolean line(byte[] b, int from, int stop, int to, boolean last) {
        int pos = from;
        breaks = 0;
        while (pos < stop && b[pos] != '\n' && b[pos] != '\r') {
            pos++;
        }
        if (pos < stop) {
            return lineEnd(b, pos, to, last);
        }
        boolean ends = (last && stop == to) || stop - from >= reach;
        return ends && found(stop, stop);
    }

    private boolean lineEnd(byte[] b, int pos, int to, boolean last) {
        if (b[pos] == '\n') {
            return found(pos, pos + 1);
        }
        if (pos + 1 == to && !last) {
            return false;
        }
        return found(pos, pos + 1 < to && b[pos + 1] == '\n' ? pos + 2 : pos + 1);
    }

    private boolean found(int recordEnd, int nextRecord) {
        end = recordEnd;
        next = nextRecord;
        return true;
    }

    private int skipBlanks(byte[] b, int from, int to) {
        int pos = from;
        while (pos < to && (b[pos] == ' ' || (b[pos] == '\t' && delimiter != '\t'))) {
            pos++;
        }
        return pos;
    }
}
