package dev.sluice.row;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;

/** Takes rows apart that lie one behind the other with nothing between them, as in a block of an Avro file. */
public final class BodySplitter {
    private final Schema schema;

    /** @param schema that the rows were written with */
    public BodySplitter(Schema schema) {
        this.schema = schema;
    }

    /** @throws IOException when the bytes are not exactly so many rows */
    public List<byte[]> split(byte[] block, long rows) throws IOException {
        List<byte[]> bodies = new ArrayList<>();
        AvroInput in = new AvroInput(block, 0);
        for (long i = 0; i < rows; i++) {
            int from = block.length - in.left();
            if (!AvroSkip.skip(schema, in)) {
                throw new IOException("a block holds fewer rows than it says");
            }
            bodies.add(Arrays.copyOfRange(block, from, block.length - in.left()));
        }
        if (in.left() > 0) {
            throw new IOException("a block holds more rows than it says");
        }
        return bodies;
    }
}
