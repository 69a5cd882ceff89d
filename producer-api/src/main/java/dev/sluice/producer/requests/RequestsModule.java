package dev.sluice.producer.requests;

import dev.sluice.ledger.SystemSchema;
import dev.sluice.producer.limits.ProducerSettings;
import dev.sluice.topics.Tenant;
import dev.sluice.topics.TopicSettings;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Requests that come more than once. */
@Configuration(proxyBeanMethods = false)
public class RequestsModule {
    /** A lease is longer than the longest time until a request has its answer. */
    @Bean
    Requests requests(DataSource database, Tenant tenant, ProducerSettings settings) {
        return new Requests(database, tenant, settings.answerWithin().multipliedBy(3));
    }

    @Bean
    RequestExpiry requestExpiry(ObjectProvider<SystemSchema> schema, Requests requests, TopicSettings topics) {
        return new RequestExpiry(schema, requests, topics.batchesRetention(), Duration.ofMinutes(10));
    }

    /** For work that asks PostgreSQL or the log; what can't be queued any more is answered as busy. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService requestWork() {
        ThreadFactory threads = new CustomizableThreadFactory("sluice-request-");
        return new ThreadPoolExecutor(16, 16, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(512), threads);
    }

    @Bean
    RequestEnds requestEnds() {
        return new RequestEnds();
    }
}
