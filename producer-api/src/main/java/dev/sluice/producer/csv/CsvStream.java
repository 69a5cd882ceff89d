package dev.sluice.producer.csv;

import dev.sluice.contract.Contract;
import dev.sluice.producer.incoming.FileWindow;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.incoming.RowStream;
import dev.sluice.producer.limits.Limits;
import dev.sluice.producer.refusal.MalformedBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file. The first lines tell how it is written. */
public final class CsvStream implements RowStream {
    private static final int SAMPLE = 64 * 1024;

    private final FileWindow window;
    private final CsvSplitter splitter;
    private final byte delimiter;
    private final CsvRows.@Nullable CsvRowReader reader;
    private long line;

    private CsvStream(FileWindow window, Contract contract, CsvOptions options) throws IOException {
        this.window = window;
        this.delimiter = options.delimiter()
                .orElseGet(() -> CsvDelimiter.guess(contract, window.bytes(), window.from(), window.to()));
        this.splitter = new CsvSplitter(delimiter, Limits.MAX_ROW_BYTES + 1);
        if (!find()) {
            this.reader = null;
            return;
        }
        List<String> first = CsvFields.of(window.bytes(), window.from(), splitter.end(), delimiter, 1000);
        CsvLayout layout = CsvLayout.of(contract, delimiter, first, options.firstLine());
        this.reader = new CsvRows.CsvRowReader(contract, layout);
        if (layout.header()) {
            pass();
        }
    }

    public static RowStream open(InputStream input, Contract contract, CsvOptions options)
            throws IOException, MalformedBody {
        FileWindow window = new FileWindow(input);
        window.begin(SAMPLE);
        return new CsvStream(window, contract, options);
    }

    @Override
    public @Nullable IncomingRow next() throws IOException {
        if (reader == null || !find()) {
            return null;
        }
        IncomingRow row = reader.row(window.bytes(), window.from(), splitter.end());
        pass();
        return row;
    }

    @Override
    public long line() {
        return line;
    }

    /** Finds the next record that is not blank, but doesn't take it yet. */
    private boolean find() throws IOException {
        while (!window.atEnd()) {
            if (!splitter.find(window.bytes(), window.from(), window.to(), window.last())) {
                window.more();
            } else if (CsvRows.blank(window.bytes(), window.from(), splitter.end(), delimiter)) {
                pass();
            } else {
                return true;
            }
        }
        return false;
    }

    private void pass() {
        line += splitter.lines();
        window.moveTo(splitter.next());
    }
}
