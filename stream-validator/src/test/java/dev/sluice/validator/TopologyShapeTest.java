package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Contracts;
import dev.sluice.row.WriterSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.junit.jupiter.api.Test;

/** What running installations rely on: task numbers and store names are part of what lies on disk and in the log. */
class TopologyShapeTest {
    private final TopologyDescription three = describe(Contracts.shipped());
    private final TopologyDescription four = describe(House.contracts());

    @Test
    void allTablesAreOneSubtopologyThatComesFirst() {
        Subtopology rows = rows(four);

        assertThat(rows.id()).isZero();
        Source source = rows.nodes().stream()
                .filter(Source.class::isInstance)
                .map(Source.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(source.topicSet())
                .contains("departments.raw", "bonuses.raw", "departments.rekey", "bonuses.rekey")
                .hasSize(8);
        assertThat(four.subtopologies().stream().filter(other -> other.id() == 0))
                .hasSize(1);
    }

    @Test
    void furtherTableChangesNeitherTheNumberOfATaskNorTheNameOfAStore() {
        assertThat(rows(three).id()).isEqualTo(rows(four).id());
        assertThat(stores(three)).isEqualTo(stores(four)).containsExactlyInAnyOrder("waiting", "tallies");
    }

    @Test
    void everyParentHasItsKeysOnEveryInstance() {
        assertThat(four.globalStores().stream()
                        .map(store -> store.source().topicSet().iterator().next()))
                .containsExactlyInAnyOrder("departments.valid", "jobs.valid", "hired_employees.valid", "sluice.held");
    }

    private static Set<String> stores(TopologyDescription topology) {
        return rows(topology).nodes().stream()
                .filter(Processor.class::isInstance)
                .flatMap(node -> ((Processor) node).stores().stream())
                .collect(Collectors.toSet());
    }

    private static Subtopology rows(TopologyDescription topology) {
        assertThat(topology.subtopologies()).hasSize(1);
        return topology.subtopologies().iterator().next();
    }

    private static TopologyDescription describe(Contracts contracts) {
        ValidatorTopology.Surroundings surroundings = new ValidatorTopology.Surroundings(
                new FakeHorizon(), new HeldParents(), new Outage(), new ValidatorMetrics(new SimpleMeterRegistry()));
        return ValidatorTopology.of(House.channels(contracts, 6), House.settings(), WriterSchemas.NONE, surroundings)
                .describe();
    }
}
