package dev.sluice.producer.csv;

import dev.sluice.contract.Contract;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.limits.Limits;
import dev.sluice.producer.refusal.MalformedBody;
import dev.sluice.row.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;

/** Finds the rows of a CSV body that is in memory as a whole. */
public final class CsvRows {
    private CsvRows() {}

    public static List<IncomingRow> of(byte[] body, Contract contract, CsvOptions options) throws MalformedBody {
        int invalid = Utf8.firstInvalid(body, 0, body.length);
        if (invalid < body.length) {
            throw MalformedBody.at(body, invalid, "the bytes are not valid UTF-8");
        }
        int start = Utf8.bomLength(body);
        byte delimiter = options.delimiter().orElseGet(() -> CsvDelimiter.guess(contract, body, start, body.length));
        CsvSplitter splitter = new CsvSplitter(delimiter, Limits.MAX_ROW_BYTES + 1);
        List<IncomingRow> rows = new ArrayList<>();
        CsvRowReader reader = null;
        int pos = start;
        while (pos < body.length && splitter.find(body, pos, body.length, true)) {
            int end = splitter.end();
            if (!blank(body, pos, end, delimiter)) {
                if (reader == null) {
                    List<String> first = CsvFields.of(body, pos, end, delimiter, 1000);
                    CsvLayout layout = CsvLayout.of(contract, delimiter, first, options.firstLine());
                    reader = new CsvRowReader(contract, layout);
                    if (!layout.header()) {
                        rows.add(reader.row(body, pos, end));
                    }
                } else {
                    rows.add(reader.row(body, pos, end));
                }
            }
            pos = splitter.next();
        }
        return rows;
    }

    static boolean blank(byte[] b, int from, int to, byte delimiter) {
        for (int i = from; i < to; i++) {
            if (b[i] != ' ' && (b[i] != '\t' || delimiter == '\t')) {
                return false;
            }
        }
        return true;
    }

    /** Makes rows of records, all read the same way. */
    static final class CsvRowReader {
        private final List<Header> headers;
        private final CsvKey key;

        CsvRowReader(Contract contract, CsvLayout layout) {
            this.headers = layout.headers();
            this.key = CsvKey.of(contract, layout);
        }

        public IncomingRow row(byte[] b, int from, int to) {
            byte[] record = Arrays.copyOfRange(b, from, to);
            String text = key.text(record);
            return new IncomingRow(text, record, headers, text == null && key.absent(record));
        }
    }
}
