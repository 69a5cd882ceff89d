package dev.sluice.producer.inbox;

import dev.sluice.contract.Contracts;
import dev.sluice.ledger.Receipts;
import dev.sluice.producer.upload.Uploads;
import dev.sluice.topics.Tenant;
import dev.sluice.topics.TopicSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The landing folder, where the settings name one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InboxSettings.class)
@ConditionalOnProperty("sluice.inbox.dir")
public class InboxModule {
    @Bean
    InboxWatch inboxWatch(
            InboxSettings settings,
            Uploads uploads,
            Contracts contracts,
            Receipts receipts,
            DataSource database,
            Tenant tenant,
            TopicSettings topics) {
        Path dir = Objects.requireNonNull(settings.dir(), "sluice.inbox.dir");
        InboxFolder folder = InboxFolder.open(dir, Clock.systemUTC());
        Growth growth = new Growth(settings.quiet(), System::nanoTime);
        RejectsFile rejects = new RejectsFile(database, tenant);
        return new InboxWatch(new Inbox(
                folder,
                growth,
                uploads,
                contracts,
                receipts,
                rejects,
                topics.batchesRetention().minus(topics.batchesRetention().dividedBy(10))));
    }
}
