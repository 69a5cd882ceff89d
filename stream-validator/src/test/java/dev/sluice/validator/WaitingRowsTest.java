package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.row.Reference;
import dev.sluice.wire.Headers;
import dev.sluice.wire.Position;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class WaitingRowsTest {
    private final Channels channels = House.channels(6);

    @Test
    void waitingRowIsReadAsItWasWritten() {
        WaitingRow row = new WaitingRow(
                new Arrival(
                        channels.ofTable("departments").orElseThrow(),
                        new Position("departments.raw", 3, 4_000_000_000L),
                        new BatchTag("publisher:x", 17),
                        null,
                        Headers.bytes("1,\u00c4rger \ud83d\ude80"),
                        new RecordHeaders(Map.of("a", new byte[] {1, 2}).entrySet().stream()
                                .map(entry -> new org.apache.kafka.common.header.internals.RecordHeader(
                                        entry.getKey(), entry.getValue()))
                                .map(org.apache.kafka.common.header.Header.class::cast)
                                .toList()),
                        1_234),
                "1",
                new byte[] {0, 0, 0, 0, 1, 2},
                List.of(new Reference("department_id", "departments", "8")),
                5_678);

        WaitingRow read =
                new WaitingRowCodec(channels).read(WaitingRowCodec.write(row)).orElseThrow();

        assertThat(read).usingRecursiveComparison().isEqualTo(row);
    }

    @Test
    void rowOfATableWithoutAContractStaysUnread() {
        Channels without = House.channels(dev.sluice.contract.Contracts.shipped(), 6);
        Channel bonuses = channels.ofTable("bonuses").orElseThrow();
        WaitingRow row = new WaitingRow(
                new Arrival(
                        bonuses,
                        new Position("bonuses.raw", 0, 1),
                        new BatchTag("b", 1),
                        null,
                        null,
                        new RecordHeaders(),
                        0),
                "x",
                null,
                List.of(),
                0);

        assertThat(new WaitingRowCodec(without).read(WaitingRowCodec.write(row)))
                .isEmpty();
    }

    @Test
    void originIsReadAsItWasWritten() {
        Position origin = new Position("acme.jobs.raw", 5, 42);

        assertThat(Position.parse(origin.toString())).contains(origin);
        assertThat(Position.parse("")).isEmpty();
        assertThat(Position.parse("jobs.raw")).isEmpty();
        assertThat(Position.parse("jobs.raw/1")).isEmpty();
        assertThat(Position.parse("jobs.raw/-1/2")).isEmpty();
        assertThat(Position.parse("jobs.raw/x/2")).isEmpty();
        assertThat(Position.parse("jobs.raw/1/")).isEmpty();
        assertThat(Position.parse("/1/2")).isEmpty();
    }
}
