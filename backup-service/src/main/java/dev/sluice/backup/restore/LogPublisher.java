package dev.sluice.backup.restore;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.BackupStore;
import dev.sluice.backup.files.ManifestFile;
import dev.sluice.backup.files.TableFile;
import dev.sluice.backup.restore.Restore.State;
import dev.sluice.backup.runs.Progress;
import dev.sluice.backup.take.Readers;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.topics.LogClients;
import dev.sluice.topics.Subjects;
import dev.sluice.topics.Tenant;
import dev.sluice.topics.Topics;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The second half of a restore: it can be tried again from any point, and sends nothing twice. */
final class LogPublisher implements RestoreKeeper.Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(LogPublisher.class);

    private final LogClients clients;
    private final Admin admin;
    private final Tenant tenant;
    private final Topics topics;
    private final Subjects subjects;
    private final Contracts contracts;
    private final Restorer restorer;
    private final RestoreTable table;
    private final StoredWait stored;
    private final Outcomes outcomes;
    private final BackupStore store;
    private final Readers readers;
    private final RestoreModule.Limits limits;

    LogPublisher(
            LogClients clients,
            Admin admin,
            Tenant tenant,
            Topics topics,
            Subjects subjects,
            Contracts contracts,
            Restorer restorer,
            RestoreTable table,
            StoredWait stored,
            SystemSchema schema,
            BackupStore store,
            Readers readers,
            RestoreModule.Limits limits) {
        this.clients = clients;
        this.admin = admin;
        this.tenant = tenant;
        this.topics = topics;
        this.subjects = subjects;
        this.contracts = contracts;
        this.restorer = restorer;
        this.table = table;
        this.stored = stored;
        this.outcomes = new Outcomes(topics.names(), schema);
        this.store = store;
        this.readers = readers;
        this.limits = limits;
    }

    @Override
    public End publish(Connection connection, Restore restore, Progress progress)
            throws SQLException, IOException, InterruptedException {
        Map<String, Plan> plan = Objects.requireNonNull(restore.plan());
        List<RestoredTable> tables = restorer.tables(restore.order());
        List<Strip> strips = Strip.of(tables, plan, contracts);
        if (!strips.isEmpty() && restore.state() == State.PUBLISHING) {
            send(connection, restore, strips, progress);
        }
        table.state(restore.id(), State.SETTLING);
        progress.begin("settling", 0);
        stored.await(connection, restore.order().tables());
        Map<String, Outcome> outcome = outcomes.read(connection, restore.id(), plan);
        if (!strips.isEmpty()) {
            forgetMark(restore);
        }
        return End.done(outcome);
    }

    private void send(Connection connection, Restore restore, List<Strip> strips, Progress progress)
            throws SQLException, IOException, InterruptedException {
        Readers.Hold hold = readers.hold(new BackupName(restore.order().backup()));
        try (ChunkSender sender = new ChunkSender(clients, tenant, restore.id())) {
            Publication.Sources sources = (strip, from) -> source(connection, restore, strip, from);
            new Publication(topics, subjects, limits, sources, sender, restore, strips, progress)
                    .run(
                            () -> stored.await(connection, contracts.tables()),
                            rows -> table.published(restore.id(), rows));
        } finally {
            hold.release();
        }
    }

    private RowSource source(Connection connection, Restore restore, Strip strip, long from)
            throws SQLException, IOException {
        RestoredTable restored = strip.table();
        Contract contract = restored.contract();
        if (!strip.removal() && restore.takesAll(contract.table())) {
            BackupName backup = new BackupName(restore.order().backup());
            TableFile file =
                    ManifestFile.read(store, backup).table(contract.table()).orElseThrow();
            return new FileSource(store.open(backup, file.file()), contract, from);
        }
        Scratch.execute(connection, "set synchronize_seqscans = off; set max_parallel_workers_per_gather = 0");
        String rows = strip.removal() ? restored.copyDeletes(from) : restored.copyUpserts(from);
        return new ScratchSource(connection, contract, rows, from);
    }

    private void forgetMark(Restore restore) {
        try {
            ChunkSender.forget(admin, tenant, restore.id());
        } catch (KafkaException e) {
            // It goes by itself after a week.
            LOG.atDebug().addKeyValue("cause", e.getMessage()).log("mark of a restore not removed");
        }
    }
}
