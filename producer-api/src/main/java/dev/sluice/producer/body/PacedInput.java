package dev.sluice.producer.body;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Gives up a client that trickles. Only the time that is spent waiting for bytes counts: while we don't read, because the
 * log is away, the client may not be blamed.
 */
public final class PacedInput extends FilterInputStream {
    /** The client is too slow. */
    public static final class TooSlow extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final int LEAST_BYTES_PER_SECOND = 100;

    private final long window;
    private long waited;
    private long bytes;

    public PacedInput(InputStream input, Duration window) {
        super(input);
        this.window = window.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long start = System.nanoTime();
        int read = super.read(buffer, offset, length);
        waited += System.nanoTime() - start;
        bytes += Math.max(read, 0);
        if (waited >= window) {
            if (read >= 0 && bytes < LEAST_BYTES_PER_SECOND * (waited / 1_000_000_000)) {
                throw new TooSlow();
            }
            waited = 0;
            bytes = 0;
        }
        return read;
    }
}
