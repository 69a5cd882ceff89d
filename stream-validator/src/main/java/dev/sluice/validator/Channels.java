package dev.sluice.validator;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.topics.Subjects;
import dev.sluice.topics.TopicNames;
import dev.sluice.topics.Topics;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All channels of a house, found by table or by the topic that a record came from. */
final class Channels {
    private final Map<String, Channel> byTable = new LinkedHashMap<>();
    private final Map<String, Channel> bySource = new LinkedHashMap<>();
    private final Set<String> parents = new LinkedHashSet<>();
    private final String batches;
    private final String held;
    private final int largestRecord;

    /**
     * @param held name of the topic that tells the other tasks which parents wait themselves
     * @param largestRecord bytes of key, value and headers that every topic takes with our own headers added
     */
    Channels(Collection<Channel> channels, String batches, String held, int largestRecord) {
        this.batches = batches;
        this.held = held;
        this.largestRecord = largestRecord;
        for (Channel channel : channels) {
            byTable.put(channel.table(), channel);
            bySource.put(channel.raw(), channel);
            bySource.put(channel.rekey(), channel);
            parents.addAll(channel.contract().parents());
        }
    }

    /** The channels that the contracts, topics and subjects of a house make up. */
    static Channels of(Contracts contracts, Topics topics, Subjects subjects, int largestRecord) {
        TopicNames names = topics.names();
        List<Channel> channels = contracts.parentsFirst().stream()
                .map(contract -> new Channel(
                        contract,
                        names.raw(contract.table()),
                        names.rekey(contract.table()),
                        names.valid(contract.table()),
                        names.deadLetter(contract.table()),
                        topics.partitions(names.raw(contract.table())),
                        subjects.validId(contract.table())))
                .toList();
        return new Channels(channels, names.batches(), names.held(), largestRecord);
    }

    Collection<Channel> all() {
        return byTable.values();
    }

    /** Empty for a table whose contract was taken away while rows of it still waited. */
    Optional<Channel> ofTable(String table) {
        return Optional.ofNullable(byTable.get(table));
    }

    Channel ofSource(String topic) {
        Channel channel = bySource.get(topic);
        if (channel == null) {
            throw new IllegalArgumentException(topic + " is no source of this topology");
        }
        return channel;
    }

    /** Every topic that rows are read from. */
    List<String> sources() {
        return List.copyOf(bySource.keySet());
    }

    /** The channels that other tables refer to. */
    List<Channel> parents() {
        return byTable.values().stream()
                .filter(channel -> parents.contains(channel.table()))
                .toList();
    }

    /** Whether a waiting row of this table can be what rows of another table wait for. */
    boolean holdsOthersUp(Contract contract) {
        return parents.contains(contract.table()) && !contract.parents().isEmpty();
    }

    String batches() {
        return batches;
    }

    String held() {
        return held;
    }

    int largestRecord() {
        return largestRecord;
    }

    /** A row that waits is kept raw and encoded. */
    int largestChange() {
        return 2 * (largestRecord + Reasons.ROOM);
    }
}
