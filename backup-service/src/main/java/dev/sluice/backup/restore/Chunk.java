package dev.sluice.backup.restore;

/** How much is in one transaction, while several threads add to it. */
final class Chunk {
    /** A transaction holds up whoever reads its partitions: it is not to take long. */
    private static final int FULL_BYTES = 8 << 20;

    private final int fullRows;
    private long rows;
    private long bytes;

    Chunk(RestoreModule.Limits limits) {
        this.fullRows = limits.chunkRows();
    }

    synchronized void add(RowSource.Run run) {
        rows += run.bodies().size();
        for (byte[] body : run.bodies()) {
            bytes += body.length;
        }
    }

    synchronized boolean isFull() {
        return rows >= fullRows || bytes >= FULL_BYTES;
    }

    synchronized long rows() {
        return rows;
    }

    synchronized long bytes() {
        return bytes;
    }
}
