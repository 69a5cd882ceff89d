package dev.sluice.standalone;

import dev.sluice.platform.SluiceApplication;
import dev.sluice.testkit.Backends;
import dev.sluice.testkit.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** The application of all stages on the backends of the tests; it may be started again on the same data. */
final class AllStages {
    static final String ADMIN_KEY = "slc_stages_not-a-secret-of-anybody";

    private final List<String> arguments;

    private AllStages(List<String> arguments) {
        this.arguments = arguments;
    }

    static AllStages in(Path state) {
        Backends backends = Backends.shared();
        Database database = backends.freshDatabase();
        return new AllStages(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--sluice.prefix=" + backends.freshPrefix(),
                "--sluice.topics.partitions=1",
                "--sluice.kafka.bootstrap-servers=" + backends.bootstrapServers(),
                "--sluice.registry.url=" + backends.registryUrl(),
                "--sluice.postgres.url=" + database.url(),
                "--sluice.postgres.user=" + database.user(),
                "--sluice.postgres.password=" + database.password(),
                "--sluice.admin.key=" + ADMIN_KEY,
                "--sluice.validator.state-dir=" + state));
    }

    ConfigurableApplicationContext start(String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return SluiceApplication.run(StandaloneApp.class, all.toArray(String[]::new));
    }
}
