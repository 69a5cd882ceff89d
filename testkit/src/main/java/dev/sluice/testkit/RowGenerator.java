package dev.sluice.testkit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Hiring rows, good and bad in exact shares. Which rows are bad, and how, follows from their number alone; the seed only
 * chooses among values that are all good. So a test knows every count before it sends anything.
 *
 * <p>The seed is printed; {@code -Dsluice.test.seed=N} repeats a run.
 */
public final class RowGenerator {
    private static final int DEPARTMENTS = 12;
    private static final int JOBS = 183;
    private static final long YEAR_2021 = Instant.parse("2021-01-01T00:00:00Z").getEpochSecond();
    private static final int SECONDS_OF_YEAR = 365 * 24 * 3600;

    /** Quotes, commas, four-byte characters, combining marks, right to left, and the longest name there may be. */
    private static final List<String> NAMES = List.of(
            "Ada Lovelace",
            "Grace \"Amazing\" Hopper",
            "Turing, Alan",
            "Marie Skłodowska-Curie",
            "Zoe\u0301 Ange\u0301lique",
            "علي حسن",
            "王小明 \uD83D\uDE80",
            "\\.",
            "\\N",
            "=1+1",
            "O'Neill; drop table jobs",
            "m".repeat(200));

    private final Random random;

    private RowGenerator(long seed) {
        random = new Random(seed);
    }

    public static RowGenerator seeded() {
        return seeded(Long.getLong("sluice.test.seed", System.nanoTime()));
    }

    public static RowGenerator seeded(long seed) {
        System.out.println("rows are generated with -Dsluice.test.seed=" + seed);
        return new RowGenerator(seed);
    }

    /** All departments that generated hires refer to, as JSON objects. */
    public List<String> departments() {
        return parents("department", DEPARTMENTS);
    }

    /** All jobs that generated hires refer to, as JSON objects. */
    public List<String> jobs() {
        return parents("job", JOBS);
    }

    /**
     * @param firstId of {@code rows} ids without a gap, so that several batches needn't meet
     * @param bad so many rows, evenly spread, take the faults that the format can say in turn
     */
    public HiringBatch hires(RowFormat format, int firstId, int rows, int bad) {
        if (bad < 0 || bad > rows) {
            throw new IllegalArgumentException(bad + " of " + rows + " rows can't be bad");
        }
        List<HiringFault> faults = HiringFault.sayableIn(format);
        List<HiringRow> batch = new ArrayList<>(rows);
        for (int number = 1; number <= rows; number++) {
            Hire hire = hire(firstId + number - 1);
            long badBefore = (long) (number - 1) * bad / rows;
            boolean isBad = (long) number * bad / rows > badBefore;
            Optional<HiringFault> fault =
                    isBad ? Optional.of(faults.get((int) (badBefore % faults.size()))) : Optional.empty();
            String text = write(format, hire, fault);
            batch.add(new HiringRow(number, text, isBad ? Optional.empty() : Optional.of(hire), fault));
        }
        return new HiringBatch(format, batch);
    }

    private Hire hire(int id) {
        Instant second = Instant.ofEpochSecond(YEAR_2021 + random.nextInt(SECONDS_OF_YEAR));
        return new Hire(
                id,
                NAMES.get(random.nextInt(NAMES.size())),
                random.nextInt(4) == 0 ? second.plusNanos(1000L * random.nextInt(1_000_000)) : second,
                1 + random.nextInt(DEPARTMENTS),
                1 + random.nextInt(JOBS));
    }

    private String write(RowFormat format, Hire hire, Optional<HiringFault> fault) {
        Map<String, String> literals = new LinkedHashMap<>();
        literals.put("id", Integer.toString(hire.id()));
        literals.put("name", format == RowFormat.JSON ? jsonText(hire.name()) : csvText(hire.name()));
        String datetime = datetime(hire.datetime());
        literals.put("datetime", format == RowFormat.JSON ? jsonText(datetime) : datetime);
        literals.put("department_id", Integer.toString(hire.departmentId()));
        literals.put("job_id", Integer.toString(hire.jobId()));
        fault.ifPresent(present -> present.spoil(literals, format));
        return format == RowFormat.JSON ? jsonObject(literals) : String.join(",", literals.values());
    }

    /** The same instant, as seen from somewhere. */
    private String datetime(Instant instant) {
        ZoneOffset offset = ZoneOffset.ofHoursMinutes(random.nextInt(-11, 12), 0);
        return random.nextBoolean()
                ? instant.toString()
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atOffset(offset));
    }

    private static List<String> parents(String column, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(id -> "{\"id\":" + id + ",\"" + column + "\":\"" + column + " " + id + "\"}")
                .toList();
    }

    private static String jsonObject(Map<String, String> literals) {
        return literals.entrySet().stream()
                .map(literal -> "\"" + literal.getKey() + "\":" + literal.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String jsonText(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String csvText(String text) {
        return text.matches("(?s).*[\",;\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
