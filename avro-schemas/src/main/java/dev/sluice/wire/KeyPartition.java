package dev.sluice.wire;

import org.apache.kafka.common.utils.Utils;

/** Where a key belongs: the partition that Kafka's own producer picks for these bytes. */
public final class KeyPartition {
    private KeyPartition() {}

    public static int of(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
