package dev.sluice.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.row.WriterSchemas;
import dev.sluice.wire.Framing;
import dev.sluice.wire.Headers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever lies on a raw topic: each record is one dead letter with its bytes, and the partition goes on. */
class OdditiesIT {
    private static final String TABLE = "departments";
    private static final int KNOWN = 7;
    private static final int RECORDS = 10_000;
    private static final long SEED = Long.getLong("sluice.test.seed", System.nanoTime());
    private static final byte[] SALES = {2, 10, 'S', 'a', 'l', 'e', 's'};
    private static final List<String> CONTENT_TYPES =
            List.of("", "text/csv", "application/json", "avro/binary", "\u0000");
    private static final long FLAT = 96L << 20;

    private final RealHouse house = RealHouse.fresh();
    private final Publisher publisher = new Publisher(house);
    private final Random random = new Random(SEED);

    @AfterEach
    void close() {
        publisher.close();
        house.close();
    }

    @Test
    void everyOddityIsOneDeadLetterAndTheHeapStaysFlat() {
        System.out.println("oddities are made with -Dsluice.test.seed=" + SEED);
        Map<String, Integer> sent = new TreeMap<>();
        house.validate(Duration.ofSeconds(1), this::find);
        publishOddities(RECORDS / 10, sent);
        awaitDead(RECORDS / 10);
        long before = usedHeap();

        publishOddities(RECORDS - RECORDS / 10, sent);
        publisher.csv(TABLE, 2, "Law");
        publisher.send(new ProducerRecord<>(house.names().raw(TABLE), null, Framing.frame(KNOWN, SALES)));
        publisher.flush();
        awaitDead(RECORDS);

        assertThat(usedHeap() - before).as("growth of the heap").isLessThan(FLAT);
        Map<String, Integer> dead = new TreeMap<>();
        house.read(house.names().deadLetter(TABLE)).forEach(record -> count(dead, record.value()));
        assertThat(dead).as("the bytes as they came").isEqualTo(sent);
        assertThat(house.read(house.names().valid(TABLE))).hasSize(2);
    }

    private WriterSchemas.Lookup find(int id) {
        return id == KNOWN
                ? new WriterSchemas.Found(House.contracts().get(TABLE).schema())
                : new WriterSchemas.Unknown();
    }

    private void publishOddities(int records, Map<String, Integer> sent) {
        for (int i = 0; i < records; i++) {
            byte[] value = oddity();
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(house.names().raw(TABLE), random.nextInt(6), key(value), value);
            headers(record);
            publisher.send(record);
            count(sent, value);
        }
        publisher.flush();
    }

    /** Nothing that happens to be a row: what has the known schema is cut or too long, and random bytes name another. */
    private byte @Nullable [] oddity() {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2 -> Framing.frame(KNOWN + 1 + random.nextInt(1_000_000), SALES);
            case 3 -> Arrays.copyOf(Framing.frame(KNOWN, SALES), 1 + random.nextInt(Framing.HEADER + SALES.length - 1));
            case 6 -> Arrays.copyOf(Framing.frame(KNOWN, SALES), Framing.HEADER + SALES.length + 1 + random.nextInt(9));
            case 4 -> Framing.frame(KNOWN, new byte[] {2, (byte) 0x80, (byte) 0xca, (byte) 0xb5, (byte) 0xee, 1});
            case 5 -> Headers.bytes("{\"id\":" + "[".repeat(random.nextInt(500)));
            default -> randomBytes(1 + random.nextInt(random.nextInt(50) == 0 ? 500_000 : 500));
        };
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        // Of five bytes or more the next four are a schema id; none of an odd highest byte is known.
        bytes[0] = 0;
        if (length > 1) {
            bytes[1] |= 1;
        }
        return bytes;
    }

    /** A key would make a removal of a null value. */
    private byte @Nullable [] key(byte @Nullable [] value) {
        return value == null || random.nextBoolean() ? null : randomBytes(1 + random.nextInt(20));
    }

    private void headers(ProducerRecord<byte[], byte[]> record) {
        int chosen = random.nextInt(32);
        if ((chosen & 1) != 0) {
            record.headers()
                    .add(Headers.CONTENT_TYPE, Headers.bytes(CONTENT_TYPES.get(random.nextInt(CONTENT_TYPES.size()))));
        }
        for (String name : List.of(Headers.COLUMNS, Headers.BATCH, Headers.ROW, Headers.SOURCE)) {
            chosen >>= 1;
            if ((chosen & 1) != 0) {
                record.headers().add(name, random.nextInt(4) == 0 ? null : randomBytes(random.nextInt(1, 40)));
            }
        }
    }

    private static void count(Map<String, Integer> values, byte @Nullable [] value) {
        values.merge(value == null ? "null" : value.length + "/" + Arrays.hashCode(value), 1, Integer::sum);
    }

    private void awaitDead(int records) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    List<ConsumerRecord<byte[], byte[]>> dead =
                            house.read(house.names().deadLetter(TABLE));
                    assertThat(dead).hasSize(records);
                });
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
