package dev.sluice.row;

import dev.sluice.contract.Contract;
import dev.sluice.wire.Framing;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Finds the Avro bodies of framed values. Nearly all were written with the contract's present schema and are read in place;
 * one of an older or newer schema is written anew. For one thread.
 */
public final class PresentBodies {
    private final Schema schema;
    private final WriterSchemas schemas;
    private final Map<Integer, Optional<BodyRewriter>> rewriters = new HashMap<>();
    private int presentId = -1;
    private byte[] bytes = new byte[0];
    private int from;

    private PresentBodies(Schema schema, WriterSchemas schemas) {
        this.schema = schema;
        this.schemas = schemas;
    }

    public static PresentBodies of(Contract contract, WriterSchemas schemas) {
        return new PresentBodies(contract.schema(), schemas);
    }

    /** Whether the value has a body; {@link #bytes} from {@link #from} to their end are it, until the next question. */
    public boolean locate(byte[] framed) {
        OptionalInt id = Framing.schemaId(framed);
        if (id.isEmpty()) {
            return false;
        }
        if (id.getAsInt() == presentId) {
            return found(framed, Framing.HEADER);
        }
        return schemas.find(id.getAsInt()).fold(found -> locate(framed, id.getAsInt(), found.schema()), () -> false);
    }

    private boolean locate(byte[] framed, int id, Schema written) {
        Optional<BodyRewriter> rewriter =
                rewriters.computeIfAbsent(id, unread -> BodyRewriter.between(written, schema));
        if (rewriter.isEmpty()) {
            presentId = id;
            return found(framed, Framing.HEADER);
        }
        try {
            return found(rewritten(framed, rewriter.get()), 0);
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] rewritten(byte[] framed, BodyRewriter rewriter) throws IOException {
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(framed, Framing.HEADER, framed.length - Framing.HEADER, null);
        byte[] body = rewriter.rewrite(decoder);
        if (!decoder.isEnd()) {
            throw new IOException("bytes after the row");
        }
        return body;
    }

    private boolean found(byte[] where, int start) {
        bytes = where;
        from = start;
        return true;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int from() {
        return from;
    }
}
