package dev.sluice.producer.json;

import dev.sluice.contract.Contract;
import dev.sluice.producer.incoming.FileWindow;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.incoming.RowStream;
import dev.sluice.producer.limits.Limits;
import dev.sluice.producer.refusal.MalformedBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of an NDJSON file. A line that is no JSON is a bad row: what came before it is on its way already. */
public final class LineStream implements RowStream {
    private final FileWindow window;
    private final JsonKey key;
    private long line;

    private LineStream(FileWindow window, Contract contract) {
        this.window = window;
        this.key = JsonKey.of(contract);
    }

    public static RowStream open(InputStream input, Contract contract) throws IOException, MalformedBody {
        FileWindow window = new FileWindow(input);
        window.begin(4);
        return new LineStream(window, contract);
    }

    @Override
    public @Nullable IncomingRow next() throws IOException {
        while (true) {
            int end = lineEnd();
            int from = window.from();
            if (end == from && window.atEnd()) {
                return null;
            }
            byte[] text = trimmed(window.bytes(), from, end);
            window.moveTo(Math.min(end + 1, window.to()));
            line++;
            if (text.length > 0) {
                return row(text);
            }
        }
    }

    @Override
    public long line() {
        return line;
    }

    private IncomingRow row(byte[] text) {
        JsonKey.Found found = key.found(text);
        JsonScanner scanner = new JsonScanner(text, 0, text.length);
        try {
            boolean object = scanner.at('{');
            if (object) {
                scanner.object(1, found);
            } else {
                scanner.value(1);
            }
            return new IncomingRow(found.text(text), text, List.of(), object && found.absent());
        } catch (MalformedBody e) {
            return new IncomingRow(null, text, List.of());
        }
    }

    /** Place of the line end, of the window's where the file ends, or past the largest row. */
    private int lineEnd() throws IOException {
        int scanned = 0;
        while (true) {
            byte[] bytes = window.bytes();
            for (int i = window.from() + scanned; i < window.to(); i++) {
                if (bytes[i] == '\n') {
                    return i;
                }
            }
            scanned = window.to() - window.from();
            if (window.last() || scanned > Limits.MAX_ROW_BYTES) {
                return window.to();
            }
            window.more();
        }
    }

    private static byte[] trimmed(byte[] b, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && b[start] <= ' ' && b[start] >= 0) {
            start++;
        }
        while (end > start && b[end - 1] <= ' ' && b[end - 1] >= 0) {
            end--;
        }
        return Arrays.copyOfRange(b, start, end);
    }
}
