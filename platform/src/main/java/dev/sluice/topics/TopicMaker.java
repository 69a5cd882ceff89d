package dev.sluice.topics;

import dev.sluice.start.Backends;
import dev.sluice.start.NotYetException;
import dev.sluice.start.StartException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing and puts right the settings of those that are there. */
final class TopicMaker {

    private static final Logger LOG = LoggerFactory.getLogger(TopicMaker.class);

    private final LogClients clients;
    private final KafkaSettings kafka;
    private final TopicSettings settings;
    private final TopicNames names;
    private final Collection<String> tables;

    TopicMaker(
            LogClients clients,
            KafkaSettings kafka,
            TopicSettings settings,
            TopicNames names,
            Collection<String> tables) {
        this.clients = clients;
        this.kafka = kafka;
        this.settings = settings;
        this.names = names;
        this.tables = tables;
    }

    Topics run(Backends backends) {
        return backends.await("Kafka", kafka.bootstrapServers(), "sluice.kafka.bootstrap-servers", () -> {
            try (Admin admin = ClusterAnswer.of(() -> clients.admin("start"))) {
                return run(admin);
            } catch (KafkaException e) {
                throw new StartException(
                        "Kafka at " + kafka.bootstrapServers() + " refused: " + e.getMessage(),
                        "Correct sluice.kafka.properties.*, the rights of that user, or sluice.topics.*.");
            }
        });
    }

    private Topics run(Admin admin) throws NotYetException {
        List<TopicPlan> plans = TopicPlan.all(names, tables, settings);
        Set<String> wanted = plans.stream().map(TopicPlan::name).collect(Collectors.toSet());
        Map<String, Integer> present = present(admin, wanted);
        int created = create(admin, plans, this::leads, present);
        // A look may miss a topic that was just made, but making it can't: so those that others follow are settled
        // first.
        present.putAll(partitions(admin, wanted.stream().filter(this::leads).collect(Collectors.toSet())));
        created += create(admin, plans, topic -> !leads(topic), present);
        if (created > 0) {
            LOG.atInfo().addKeyValue("count", created).log("topics created");
        }
        // Another service may have created some in between, so what is there decides and not what was asked for.
        Map<String, Integer> partitions = partitions(admin, wanted);
        Topics topics = Topics.of(names, partitions);
        partitions.forEach((topic, count) -> {
            if (count != settings.partitions()) {
                LOG.atWarn()
                        .addKeyValue("topic", topic)
                        .addKeyValue("count", count)
                        .log("topic keeps its number of partitions, which is not sluice.topics.partitions");
            }
        });
        correct(admin, plans);
        return topics;
    }

    private static Map<String, Integer> present(Admin admin, Set<String> wanted) throws NotYetException {
        Set<String> there = ClusterAnswer.of(admin.listTopics().names());
        return partitions(admin, wanted.stream().filter(there::contains).collect(Collectors.toSet()));
    }

    private static Map<String, Integer> partitions(Admin admin, Set<String> topics) throws NotYetException {
        Map<String, Integer> partitions = new HashMap<>();
        ClusterAnswer.of(admin.describeTopics(topics).allTopicNames())
                .forEach(
                        (name, topic) -> partitions.put(name, topic.partitions().size()));
        return partitions;
    }

    /** Whether topics of the same table have as many partitions as this one. */
    private boolean leads(String topic) {
        return names.tableOfRaw(topic).isPresent();
    }

    private int create(Admin admin, List<TopicPlan> plans, Predicate<String> which, Map<String, Integer> present)
            throws NotYetException {
        List<NewTopic> missing = plans.stream()
                .filter(plan -> which.test(plan.name()) && !present.containsKey(plan.name()))
                .map(plan -> plan.toCreate(partitionsFor(plan.name(), present), settings.replicationFactor()))
                .toList();
        int created = 0;
        for (Map.Entry<String, KafkaFuture<Void>> creation :
                admin.createTopics(missing).values().entrySet()) {
            try {
                ClusterAnswer.of(creation.getValue());
                created++;
            } catch (TopicExistsException e) {
                LOG.atDebug().addKeyValue("topic", creation.getKey()).log("topic created by another service");
            }
        }
        return created;
    }

    /** Where the raw or the valid topic of a table is there already, the others follow it, dead letters too. */
    private int partitionsFor(String topic, Map<String, Integer> present) {
        String sibling = names.tableOfRaw(topic)
                .map(names::valid)
                .or(() -> names.tableOfValid(topic).map(names::raw))
                .or(() -> names.tableOfRekey(topic).map(names::raw))
                .or(() -> names.tableOfDeadLetter(topic).map(names::raw))
                .orElse(topic);
        return present.getOrDefault(sibling, settings.partitions());
    }

    private static void correct(Admin admin, List<TopicPlan> plans) throws NotYetException {
        Map<String, TopicPlan> byName = plans.stream().collect(Collectors.toMap(TopicPlan::name, Function.identity()));
        List<ConfigResource> resources = byName.keySet().stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<ConfigResource, Collection<AlterConfigOp>> corrections = new HashMap<>();
        ClusterAnswer.of(admin.describeConfigs(resources).all()).forEach((resource, config) -> {
            List<AlterConfigOp> operations = operations(Objects.requireNonNull(byName.get(resource.name())), config);
            if (!operations.isEmpty()) {
                corrections.put(resource, operations);
            }
        });
        try {
            ClusterAnswer.of(admin.incrementalAlterConfigs(corrections).all());
        } catch (AuthorizationException e) {
            LOG.atWarn()
                    .addKeyValue("topic", corrections.keySet())
                    .addKeyValue("cause", e.getMessage())
                    .log("topic settings are not as they should be and may not be altered");
        }
    }

    private static List<AlterConfigOp> operations(TopicPlan plan, Config config) {
        Map<String, String> present = new HashMap<>();
        config.entries().forEach(entry -> present.put(entry.name(), entry.value()));
        List<AlterConfigOp> operations = new ArrayList<>();
        plan.corrections(present).forEach((setting, value) -> {
            LOG.atWarn()
                    .addKeyValue("topic", plan.name())
                    .addKeyValue("setting", setting)
                    .addKeyValue("from", present.get(setting))
                    .addKeyValue("to", value)
                    .log("topic setting put right");
            operations.add(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET));
        });
        return operations;
    }
}
