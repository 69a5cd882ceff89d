package dev.sluice.standalone;

import dev.sluice.platform.SluiceApplication;
import dev.sluice.testkit.Backends;
import dev.sluice.testkit.Database;
import java.nio.file.Path;
import org.springframework.context.ConfigurableApplicationContext;

/** The application of all stages on the backends of the tests. */
final class AllStages {

    private AllStages() {}

    static ConfigurableApplicationContext start(Path state) {
        Backends backends = Backends.shared();
        Database database = backends.freshDatabase();
        return SluiceApplication.run(
                StandaloneApp.class,
                "--server.port=0",
                "--management.server.port=0",
                "--sluice.prefix=" + backends.freshPrefix(),
                "--sluice.topics.partitions=1",
                "--sluice.kafka.bootstrap-servers=" + backends.bootstrapServers(),
                "--sluice.registry.url=" + backends.registryUrl(),
                "--sluice.postgres.url=" + database.url(),
                "--sluice.postgres.user=" + database.user(),
                "--sluice.postgres.password=" + database.password(),
                "--sluice.validator.state-dir=" + state);
    }
}
