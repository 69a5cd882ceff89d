package dev.sluice.row;

import dev.sluice.contract.Contract;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A row that keeps every rule of its contract; only its references may still be open. */
public final class Row {
    private final Contract contract;
    private final byte[] key;
    private final byte[] avro;
    private final List<Reference> references;

    Row(Contract contract, byte[] key, byte[] avro, List<Reference> references) {
        this.contract = contract;
        this.key = key;
        this.avro = avro;
        this.references = references;
    }

    public Contract contract() {
        return contract;
    }

    /** The key as canonical text. */
    public String key() {
        return new String(key, StandardCharsets.UTF_8);
    }

    /** The key as a Kafka record carries it. The caller must not change the array. */
    public byte[] keyBytes() {
        return key;
    }

    /** The values in Avro, schema {@link Contract#schema()}, without framing. The caller must not change the array. */
    public byte[] avro() {
        return avro;
    }

    /** The parents that this row claims, in column order. */
    public List<Reference> references() {
        return references;
    }
}
