package dev.sluice.benchmarks.backup;

import dev.sluice.backup.BackupModule;
import dev.sluice.platform.PlatformModule;
import dev.sluice.sink.SinkModule;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What a restore needs: the stage that publishes and the one that stores. */
@Configuration(proxyBeanMethods = false)
@Import({PlatformModule.class, SinkModule.class, BackupModule.class})
public class StoreAndBackup {}
