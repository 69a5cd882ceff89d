package dev.sluice.validator;

import dev.sluice.contract.Contract;
import dev.sluice.wire.KeyPartition;

/** The topics that one table's rows run through, and what the topology calls its sinks. */
final class Channel {
    private final Contract contract;
    private final String raw;
    private final String rekey;
    private final String valid;
    private final String deadLetter;
    private final int partitions;
    private final int schemaId;
    private final String rekeySink;
    private final String validSink;
    private final String deadLetterSink;

    /**
     * @param partitions of the raw, re-key and valid topics alike
     * @param schemaId the registered id of the contract's schema under the valid topic's subject
     */
    Channel(
            Contract contract,
            String raw,
            String rekey,
            String valid,
            String deadLetter,
            int partitions,
            int schemaId) {
        this.contract = contract;
        this.raw = raw;
        this.rekey = rekey;
        this.valid = valid;
        this.deadLetter = deadLetter;
        this.partitions = partitions;
        this.schemaId = schemaId;
        this.rekeySink = "rekey-" + contract.table();
        this.validSink = "valid-" + contract.table();
        this.deadLetterSink = "dead-letter-" + contract.table();
    }

    Contract contract() {
        return contract;
    }

    String table() {
        return contract.table();
    }

    String raw() {
        return raw;
    }

    String rekey() {
        return rekey;
    }

    boolean isRekey(String topic) {
        return rekey.equals(topic);
    }

    String valid() {
        return valid;
    }

    String deadLetter() {
        return deadLetter;
    }

    int partitions() {
        return partitions;
    }

    int schemaId() {
        return schemaId;
    }

    String rekeySink() {
        return rekeySink;
    }

    String validSink() {
        return validSink;
    }

    String deadLetterSink() {
        return deadLetterSink;
    }

    int partitionOf(byte[] key) {
        return KeyPartition.of(key, partitions);
    }
}
