package dev.sluice.benchmarks.sink;

import dev.sluice.benchmarks.Backends;
import dev.sluice.benchmarks.Database;
import dev.sluice.benchmarks.PsqlCopy;
import dev.sluice.benchmarks.Rounds;
import java.util.stream.Collectors;

/** The peer: rows of a lane's topic by Kafka Connect into the table that {@code \copy} fills too. */
final class ConnectLane {
    private final Backends backends;
    private final Database database;
    private final PsqlCopy copy;
    private final int rows;
    private final int tasks;
    private final ValidRows valid;

    ConnectLane(Backends backends, PsqlCopy copy, int rows, int tasks, ValidRows valid) {
        this.backends = backends;
        this.database = new Database(backends.endpoints());
        this.copy = copy;
        this.rows = rows;
        this.tasks = tasks;
        this.valid = valid;
    }

    Rounds newRows(int number, ConnectTuning tuning) throws Exception {
        copy.createTables();
        String name = "sink" + tasks + "-" + number;
        try (ConnectPeer peer = ConnectPeer.start(backends, name, tuning, valid.endOffsets(), tasks, PsqlCopy.TABLE)) {
            return Rounds.of(rows, () -> seconds(peer));
        }
    }

    private double seconds(ConnectPeer peer) throws Exception {
        database.execute("truncate " + PsqlCopy.TABLE);
        database.execute("checkpoint");
        ValidRows.Visible visible = valid.hires(rows, 0);
        awaitRows(visible, peer);
        double seconds = (System.nanoTime() - visible.nanos()) / 1e9;
        copy.requireEqual(PsqlCopy.TABLE, 0);
        return seconds;
    }

    /** A task stores a partition's rows in their order, so the last one is enough. */
    private void awaitRows(ValidRows.Visible visible, ConnectPeer peer) throws Exception {
        String ids = visible.lastIds().stream().map(String::valueOf).collect(Collectors.joining(", "));
        database.awaitTrue(
                "select count(*) = %d from %s where id in (%s)"
                        .formatted(visible.lastIds().size(), PsqlCopy.TABLE, ids),
                peer::requireRunning);
    }
}
