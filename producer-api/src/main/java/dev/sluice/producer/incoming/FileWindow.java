package dev.sluice.producer.incoming;

import dev.sluice.producer.body.BodyFormat;
import dev.sluice.producer.limits.Limits;
import dev.sluice.producer.refusal.MalformedBody;
import dev.sluice.row.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The piece of a file that is in memory. It moves on as records are taken, and is never larger than the largest row. */
public final class FileWindow {
    private static final int SIZE = 2 * (Limits.MAX_ROW_BYTES + 1);

    private final InputStream input;
    private final byte[] bytes = new byte[SIZE];
    private int from;
    private int to;
    private boolean last;

    public FileWindow(InputStream input) {
        this.input = input;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    /** Whether the file ends with what is in the window. */
    public boolean last() {
        return last;
    }

    public boolean atEnd() {
        return last && from == to;
    }

    public void moveTo(int position) {
        from = position;
    }

    /** Reads on; waits for at least one byte. */
    public void more() throws IOException {
        if (from > 0 && (to == SIZE || from == to)) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
        }
        int read = input.read(bytes, to, SIZE - to);
        if (read < 0) {
            last = true;
        } else {
            to += read;
        }
    }

    /** Reads until so many bytes are there, or all. */
    void fill(int wanted) throws IOException {
        while (!last && to - from < wanted) {
            more();
        }
    }

    /** What every text file begins with: no other encoding than UTF-8, and perhaps a mark that is not part of it. */
    public void begin(int sample) throws IOException, MalformedBody {
        fill(sample);
        byte[] head = Arrays.copyOfRange(bytes, from, to);
        BodyFormat.refuseWideText(head);
        int invalid = Utf8.firstInvalid(head, 0, head.length);
        if (invalid < head.length - (last ? 0 : 3)) {
            throw MalformedBody.at(head, invalid, "the bytes are not valid UTF-8");
        }
        from += Utf8.bomLength(head);
    }
}
