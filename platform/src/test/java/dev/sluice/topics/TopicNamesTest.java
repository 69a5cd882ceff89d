package dev.sluice.topics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicNamesTest {

    private final TopicNames names = TopicNames.of("acme.");

    @Test
    void aTableHasFourTopics() {
        assertThat(names.raw("jobs")).isEqualTo("acme.jobs.raw");
        assertThat(names.rekey("jobs")).isEqualTo("acme.jobs.rekey");
        assertThat(names.valid("jobs")).isEqualTo("acme.jobs.valid");
        assertThat(names.deadLetter("jobs")).isEqualTo("acme.jobs.dead-letter");
        assertThat(names.batches()).isEqualTo("acme.sluice.batches");
        assertThat(names.held()).isEqualTo("acme.sluice.held");
    }

    @Test
    void aTopicKnowsItsTable() {
        assertThat(names.tableOfRaw("acme.jobs.raw")).contains("jobs");
        assertThat(names.tableOfRekey("acme.jobs.rekey")).contains("jobs");
        assertThat(names.tableOfValid("acme.jobs.valid")).contains("jobs");
        assertThat(names.tableOfDeadLetter("acme.jobs.dead-letter")).contains("jobs");
    }

    @Test
    void anotherTenantsTopicHasNoTableHere() {
        assertThat(names.tableOfRaw("jobs.raw")).isEmpty();
        assertThat(names.tableOfRaw("acme.raw")).isEmpty();
        assertThat(names.tableOfRaw("acme.jobs.valid")).isEmpty();
    }
}
