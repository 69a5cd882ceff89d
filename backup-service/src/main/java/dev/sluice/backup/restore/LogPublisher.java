package dev.sluice.backup.restore;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.BackupStore;
import dev.sluice.backup.files.Manifest;
import dev.sluice.backup.files.TableFile;
import dev.sluice.backup.restore.Restore.State;
import dev.sluice.backup.runs.Progress;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.ledger.Postgres;
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
import org.jspecify.annotations.Nullable;
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
    private final Postgres postgres;
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
            Postgres postgres,
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
        this.postgres = postgres;
        this.limits = limits;
    }

    @Override
    public End publish(Connection connection, Restore restore, boolean resumed, Progress progress)
            throws SQLException, IOException, InterruptedException {
        Map<String, Plan> plan = Objects.requireNonNull(restore.plan());
        List<RestoredTable> tables = restorer.tables(restore.order());
        List<Strip> strips = Strip.of(tables, plan, contracts);
        if (!strips.isEmpty() && restore.state() == State.PUBLISHING) {
            Manifest files = null;
            if (strips.stream().anyMatch(strip -> isOfFile(restore, strip))) {
                // Who was cut off was so some time ago: nothing is read from files that were damaged since.
                files = resumed ? restorer.verified(restore, progress) : restorer.manifest(restore);
            }
            send(connection, restore, strips, files, progress);
        }
        table.state(restore.id(), State.SETTLING);
        progress.begin("settling", 0);
        settle(connection, restore);
        Map<String, Outcome> outcome = outcomes.read(connection, restore.id(), plan);
        if (!strips.isEmpty()) {
            forgetMark(restore);
        }
        return End.done(outcome);
    }

    @Override
    public void settle(Connection connection, Restore restore) throws SQLException, InterruptedException {
        stored.await(connection, restore.order().tables());
    }

    private void send(
            Connection connection, Restore restore, List<Strip> strips, @Nullable Manifest files, Progress progress)
            throws SQLException, IOException, InterruptedException {
        try (ChunkSender sender = ChunkSender.open(clients, tenant, restore.id())) {
            Publication.Sources sources = (strip, from) -> source(restore, files, strip, from);
            new Publication(topics, subjects, limits, sources, sender, restore, strips, progress)
                    .run(
                            () -> stored.await(connection, contracts.tables()),
                            rows -> table.published(restore.id(), rows));
        }
    }

    private RowSource source(Restore restore, @Nullable Manifest files, Strip strip, long from)
            throws SQLException, IOException {
        RestoredTable restored = strip.table();
        Contract contract = restored.contract();
        if (files != null && isOfFile(restore, strip)) {
            TableFile file = files.table(contract.table()).orElseThrow();
            return new FileSource(store.open(new BackupName(files.name()), file.file()), contract, from);
        }
        String rows = strip.removal() ? restored.copyDeletes(from) : restored.copyUpserts(from);
        return ScratchSource.open(postgres.open("restore"), contract, rows, from);
    }

    private static boolean isOfFile(Restore restore, Strip strip) {
        return !strip.removal() && restore.isWhole(strip.table().contract().table());
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
