package dev.sluice.producer.incoming;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a file of any size, one after the other, in memory that doesn't grow with it. */
public interface RowStream {
    /** The next row, or null at the end of the file. */
    @Nullable
    IncomingRow next() throws IOException;

    /** How many lines of the file lie behind the last row that was read. */
    long line();
}
