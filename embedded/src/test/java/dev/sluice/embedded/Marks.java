package dev.sluice.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;

/** Numbers that both backends have acknowledged, to be found again after whatever happened in between. */
final class Marks {
    private static final String TOPIC = "marks";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private Marks() {}

    static void create(Endpoints endpoints) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", endpoints.bootstrapServers()));
                Connection connection = connect(endpoints);
                Statement statement = connection.createStatement()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            statement.execute("create table marks (mark int primary key)");
        }
    }

    /** Returns when both have acknowledged: the record in a transaction, since that is how rows come in. */
    static void put(Endpoints endpoints, int mark) throws SQLException, InterruptedException, ExecutionException {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", endpoints.bootstrapServers(), "transactional.id", "marks", "acks", "all");
        try (KafkaProducer<Integer, Integer> producer =
                new KafkaProducer<>(settings, new IntegerSerializer(), new IntegerSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(TOPIC, mark, mark));
            producer.commitTransaction();
            sent.get();
        }
        try (Connection connection = connect(endpoints);
                Statement statement = connection.createStatement()) {
            statement.execute("insert into marks values (" + mark + ")");
        }
    }

    static Set<Integer> inKafka(Endpoints endpoints) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", endpoints.bootstrapServers(), "isolation.level", "read_committed");
        Set<Integer> marks = new TreeSet<>();
        try (KafkaConsumer<Integer, Integer> consumer =
                new KafkaConsumer<>(settings, new IntegerDeserializer(), new IntegerDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
            while (consumer.position(PARTITION) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> marks.add(record.value()));
            }
        }
        return marks;
    }

    static Set<Integer> inPostgres(Endpoints endpoints) throws SQLException {
        Set<Integer> marks = new TreeSet<>();
        try (Connection connection = connect(endpoints);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select mark from marks")) {
            while (rows.next()) {
                marks.add(rows.getInt(1));
            }
        }
        return marks;
    }

    static Connection connect(Endpoints endpoints) throws SQLException {
        return DriverManager.getConnection(endpoints.jdbcUrl(), endpoints.user(), endpoints.password());
    }
}
