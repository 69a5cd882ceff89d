package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class BackendsIT {
    private final Backends backends = Backends.shared();

    @Test
    void everyTestOfARunSharesThem() {
        assertThat(Backends.shared()).isSameAs(backends);
    }

    @Test
    void freshDatabasesDontKnowEachOther() throws Exception {
        Database one = backends.freshDatabase();
        Database other = backends.freshDatabase();

        try (Connection connection = one.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table only_here ()");
        }

        try (Connection connection = other.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select to_regclass('only_here')")) {
            assertThat(found.next()).isTrue();
            assertThat(found.getString(1)).isNull();
        }
    }

    @Test
    void prefixesAreFitForTopicsAndSchemas() {
        assertThat(backends.freshPrefix()).matches("t[0-9a-f]{8}-").isNotEqualTo(backends.freshPrefix());
    }

    @Test
    void topicsAreReadToTheEndOfWhatIsCommitted() throws Exception {
        String topic = backends.freshPrefix() + "rows";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", backends.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
        }
        try (KafkaProducer<String, String> producer = transactionalProducer(topic)) {
            producer.initTransactions();
            send(producer, topic, 1, 100);
            producer.commitTransaction();
            send(producer, topic, 101, 200);
            producer.abortTransaction();
            send(producer, topic, 201, 300);
            producer.commitTransaction();
        }

        List<String> values = TopicReader.of(backends.bootstrapServers()).read(topic).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();

        assertThat(values).hasSize(200).contains("1", "100", "201", "300").doesNotContain("101", "200");
    }

    private KafkaProducer<String, String> transactionalProducer(String id) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", backends.bootstrapServers(), "transactional.id", id),
                new StringSerializer(),
                new StringSerializer());
    }

    private static void send(KafkaProducer<String, String> producer, String topic, int first, int last)
            throws Exception {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            String number = Integer.toString(i);
            sent.add(producer.send(new ProducerRecord<>(topic, number, number)));
        }
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }
}
