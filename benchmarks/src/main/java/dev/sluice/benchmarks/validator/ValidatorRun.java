package dev.sluice.benchmarks.validator;

import dev.sluice.platform.SluiceApplication;
import dev.sluice.validator.ValidatorApp;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.ConfigurableApplicationContext;

/** The stage itself, started as its own service is. */
final class ValidatorRun {
    private ValidatorRun() {}

    static double rowsPerSecond(HiringLog log, int threads) {
        Path state = log.house.data().resolve(log.prefix + "validator");
        try (Admin admin = log.clients().admin("validator");
                ConfigurableApplicationContext stage = SluiceApplication.of(ValidatorApp.class)
                        .run(
                                "--sluice.kafka.bootstrap-servers=" + log.house.bootstrapServers(),
                                "--sluice.registry.url=" + log.house.registry(),
                                "--sluice.prefix=" + log.prefix,
                                "--sluice.validator.threads=" + threads,
                                "--sluice.validator.state-dir=" + state,
                                "--server.port=0",
                                "--management.server.port=0")) {
            CommittedRows.require("running stages", 1, stage.isRunning() ? 1 : 0);
            String group = log.prefix + "sluice.validator";
            String raw = log.names().raw(HiringLog.TABLE);
            double rowsPerSecond = GroupProgress.rowsPerSecond(admin, group, raw, log.rows);
            awaitTallies(log);
            checkParity(log);
            return rowsPerSecond;
        }
    }

    private static void checkParity(HiringLog log) {
        CommittedRows.require(
                "valid rows", log.rows, CommittedRows.count(log, log.names().valid(HiringLog.TABLE)));
        CommittedRows.require(
                "dead letters", 0, CommittedRows.count(log, log.names().deadLetter(HiringLog.TABLE)));
    }

    /** The last tallies follow the last rows by a tick. */
    private static void awaitTallies(HiringLog log) {
        long told = 0;
        for (int attempt = 0; attempt < 20 && told != log.rows; attempt++) {
            told = told(log);
        }
        CommittedRows.require("rows told by tallies", log.rows, told);
    }

    private static long told(HiringLog log) {
        long[] valid = new long[1];
        CommittedRows.forEach(
                log,
                log.names().batches(),
                record -> Headers.text(record.headers(), Headers.EVENT)
                        .flatMap(kind -> BatchEvent.parse(kind, record.value()))
                        .ifPresent(event -> valid[0] += event.fold(accepted -> 0L, ValidatorRun::validHires)));
        return valid[0];
    }

    private static long validHires(BatchEvent.Judged judged) {
        return judged.table().equals(HiringLog.TABLE) ? judged.valid() : 0;
    }
}
