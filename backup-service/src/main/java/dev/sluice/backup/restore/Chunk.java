package dev.sluice.backup.restore;

/** How much is in one transaction, while several threads add to it. */
final class Chunk {
    /** A transaction holds up whoever reads its partitions: it is not to take long. */
    private static final int FULL_BYTES = 8 << 20;

    private static final int AT_ONCE = 500;

    private final int fullRows;
    private int allowed;
    private long rows;
    private long bytes;

    Chunk(int fullRows) {
        this.fullRows = fullRows;
    }

    /** How many rows a thread may take now; none once the transaction is full. */
    synchronized int allow() {
        int most = bytes >= FULL_BYTES ? 0 : Math.min(AT_ONCE, fullRows - allowed);
        allowed += most;
        return most;
    }

    /** @param most as many as it was allowed */
    synchronized void add(RowSource.Stretch taken, int most) {
        allowed -= most - taken.bodies().size();
        rows += taken.bodies().size();
        for (byte[] body : taken.bodies()) {
            bytes += body.length;
        }
    }

    synchronized long rows() {
        return rows;
    }

    synchronized long bytes() {
        return bytes;
    }
}
