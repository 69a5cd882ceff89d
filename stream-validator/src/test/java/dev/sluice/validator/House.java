package dev.sluice.validator;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.topics.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The hiring house, and a fourth table whose rows refer to hires: a parent of it can wait for parents of its own. */
final class House {
    static final TopicNames TOPICS = TopicNames.of("");
    static final int LARGEST = 4 * 1024 * 1024 - Reasons.ROOM;

    private House() {}

    static Contracts contracts() {
        List<Contract> all = new ArrayList<>(Contracts.shipped().parentsFirst());
        all.add(Contract.parse("bonuses.avsc", """
                { "type": "record", "name": "Bonus", "namespace": "test", "doc": "One bonus.",
                  "sluice.table": "bonuses", "sluice.key": "code",
                  "fields": [
                    { "name": "code", "type": "string", "sluice.maxLength": 20, "doc": "Code." },
                    { "name": "employee_id", "type": "int", "sluice.references": "hired_employees", "doc": "Who." } ] }
                """));
        return Contracts.of(all);
    }

    static Channels channels(int partitions) {
        return channels(contracts(), partitions);
    }

    /** The schema ids are 1, 2, 3 in the order of the tables, parents first. */
    static Channels channels(Contracts contracts, int partitions) {
        List<Channel> channels = new ArrayList<>();
        for (Contract contract : contracts.parentsFirst()) {
            String table = contract.table();
            channels.add(new Channel(
                    contract,
                    TOPICS.raw(table),
                    table + ".rekey",
                    TOPICS.valid(table),
                    TOPICS.deadLetter(table),
                    partitions,
                    channels.size() + 1));
        }
        return new Channels(channels, TOPICS.batches(), "sluice.held", LARGEST);
    }

    static ValidatorSettings settings() {
        return new ValidatorSettings(
                Duration.ofSeconds(5),
                1,
                Duration.ofMillis(25),
                Path.of("unused"),
                0,
                Duration.ofMinutes(1),
                Duration.ofMillis(200),
                Duration.ofSeconds(10));
    }
}
