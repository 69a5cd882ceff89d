package dev.sluice.producer.corrections;

import dev.sluice.topics.Tenant;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files of failed rows that come back mended. */
@Configuration(proxyBeanMethods = false)
public class CorrectionsModule {
    @Bean
    Corrections corrections(DataSource database, Tenant tenant) {
        return new Corrections(JdbcClient.create(database), '"' + tenant.schema() + '"');
    }
}
