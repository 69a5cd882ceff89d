package dev.sluice.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.registry.RegistryClient;
import dev.sluice.registry.RegistryRefusedException;
import dev.sluice.row.WriterSchemas;
import dev.sluice.start.Backends;
import dev.sluice.start.StartException;
import dev.sluice.start.StartSettings;
import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubjectsIT {

    private final Backends backends = Backends.of(new StartSettings(Duration.ofSeconds(1)));
    private String url;
    private TopicNames names;
    private RegistryClient registry;

    @BeforeEach
    void start() {
        dev.sluice.testkit.Backends real = dev.sluice.testkit.Backends.shared();
        url = real.registryUrl().toString();
        names = TopicNames.of(real.freshPrefix());
        registry = RegistryClient.of(url);
    }

    @Test
    void rawAndValidTopicsHaveTheContractsSchema() {
        Contracts contracts = Contracts.shipped();

        Subjects subjects = Subjects.register(registry, url, contracts, names, backends);

        Schema expected = contracts.get("jobs").schema();
        assertThat(registry.find(subjects.validId("jobs"))).isInstanceOf(WriterSchemas.Found.class);
        assertThat(registry.latest(names.valid("jobs") + "-value").orElseThrow().schema())
                .isEqualTo(expected);
        assertThat(registry.latest(names.raw("jobs") + "-value").orElseThrow().id())
                .isEqualTo(subjects.validId("jobs"));
    }

    @Test
    void aSchemaThatOthersCouldNotReadIsRefusedFromThenOn() {
        Subjects.register(registry, url, Contracts.shipped(), names, backends);
        Schema guessed = SchemaBuilder.record("Job")
                .namespace("dev.sluice.hiring")
                .fields()
                .requiredFloat("id")
                .endRecord();

        assertThatThrownBy(() -> registry.register(names.raw("jobs") + "-value", guessed))
                .isInstanceOf(RegistryRefusedException.class);
    }

    @Test
    void aContractThatChangedIncompatiblyStopsTheStart() {
        Subjects.register(registry, url, Contracts.of(List.of(jobs("\"int\""))), names, backends);

        assertThatThrownBy(() ->
                        Subjects.register(registry, url, Contracts.of(List.of(jobs("\"boolean\""))), names, backends))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith(
                        "The schema registry refused the contract jobs.avsc under the subject " + names.raw("jobs"));
    }

    /** Avro and the registry take both for the same long; the first row read so would be off by a factor of 1000. */
    @Test
    void aContractThatCountsInAnotherUnitStopsTheStart() {
        Contract millis = jobs("{ \"type\": \"long\", \"logicalType\": \"timestamp-millis\" }");
        Contract micros = jobs("{ \"type\": \"long\", \"logicalType\": \"timestamp-micros\" }");
        Subjects.register(registry, url, Contracts.of(List.of(millis)), names, backends);

        assertThatThrownBy(() -> Subjects.register(registry, url, Contracts.of(List.of(micros)), names, backends))
                .isInstanceOf(StartException.class)
                .hasMessage("The contract jobs.avsc doesn't go with the rows in " + names.valid("jobs")
                        + ": the field grade was timestamp-millis and is timestamp-micros");
        assertThat(registry.latest(names.valid("jobs") + "-value").orElseThrow().schema())
                .isEqualTo(millis.schema());
    }

    @Test
    void aContractWithAnotherScaleStopsTheStartAndOneWithMoreDigitsDoesNot() {
        String decimal = "{ \"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": %d, \"scale\": %d }";
        Subjects.register(registry, url, Contracts.of(List.of(jobs(decimal.formatted(9, 2)))), names, backends);
        Contracts finer = Contracts.of(List.of(jobs(decimal.formatted(9, 4))));
        Contracts longer = Contracts.of(List.of(jobs(decimal.formatted(12, 2))));

        assertThatThrownBy(() -> Subjects.register(registry, url, finer, names, backends))
                .isInstanceOf(StartException.class)
                .hasMessageEndingWith("the field grade was a decimal of scale 2 and is a decimal of scale 4");
        assertThat(Subjects.register(registry, url, longer, names, backends).validId("jobs"))
                .isPositive();
    }

    @Test
    void aRegistryThatIsNotThereIsWaitedForAndThenNamed() {
        String nowhere = "http://127.0.0.1:1";

        assertThatThrownBy(() ->
                        Subjects.register(RegistryClient.of(nowhere), nowhere, Contracts.shipped(), names, backends))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("The schema registry at " + nowhere + " did not answer within 1 s: ");
    }

    private static Contract jobs(String type) {
        return Contract.parse("jobs.avsc", """
                { "type": "record", "name": "Job", "namespace": "x", "sluice.table": "jobs", "sluice.key": "id",
                  "fields": [ { "name": "id", "type": "int" }, { "name": "grade", "type": %s } ] }
                """.formatted(type));
    }
}
