package dev.sluice.backup.restore;

import dev.sluice.contract.Contract;
import dev.sluice.row.WriterSchemas;
import dev.sluice.wire.Framing;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Values of a valid topic as bodies of the present contract. For one thread. */
final class TailValues {
    private final Schema schema;
    private final String canonical;
    private final WriterSchemas schemas;
    private final Map<Integer, Optional<BodyRewriter>> rewriters = new HashMap<>();

    TailValues(Contract contract, WriterSchemas schemas) {
        this.schema = contract.schema();
        this.canonical = SchemaNormalization.toParsingForm(schema);
        this.schemas = schemas;
    }

    /** Empty where the value is no row: it was refused when it came, and the table knows nothing of it. */
    Optional<byte[]> body(byte[] value) {
        if (Framing.schemaId(value).isEmpty()) {
            return Optional.empty();
        }
        int id = Framing.schemaId(value).getAsInt();
        byte[] body = Framing.body(value);
        return schemas.find(id).fold(found -> body(id, found.schema(), body), Optional::empty);
    }

    private Optional<byte[]> body(int id, Schema written, byte[] body) {
        Optional<BodyRewriter> rewriter = rewriters.computeIfAbsent(
                id,
                absent -> SchemaNormalization.toParsingForm(written).equals(canonical)
                        ? Optional.empty()
                        : Optional.of(new BodyRewriter(written, schema)));
        if (rewriter.isEmpty()) {
            return Optional.of(body);
        }
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(Arrays.copyOf(body, body.length), null);
            return Optional.of(rewriter.get().rewrite(decoder));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
