package dev.sluice.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Where foreign-key triggers can't be left out, the tables become the same by the ordinary path. */
class OrdinaryPathIT {
    private static final long HIRED_AT = 1_626_000_000_000_000L;

    @Test
    void aTriggerThatIsNotOursIsFiredAndTheTablesAreTheSame() {
        try (House house = House.open();
                Publisher publisher = new Publisher(house)) {
            ConfigurableApplicationContext sink = house.startSink();
            house.execute("create table public.seen (id int)");
            house.execute("create function public.see() returns trigger language plpgsql as $$ begin"
                    + " insert into public.seen values (new.id); return new; end $$");
            house.execute("create trigger see after insert on " + house.table("hired_employees")
                    + " for each row execute function public.see()");

            mix(house, publisher, new Random(7));

            assertThat(house.rows("select count(*) > 0 from public.seen")).containsExactly("t");
            assertThat(batches(sink, "ordinary")).isPositive();
        }
    }

    @Test
    void aRoleThatMayNotSetTheParameterGetsTheSameTables() {
        try (House house = House.open()) {
            String role = "role_" + house.database().url().replaceAll(".*/", "");
            house.execute("create role " + role + " login password 'secret'");
            house.execute("grant all on database " + house.database().url().replaceAll(".*/", "") + " to " + role);
            house.with("sluice.postgres.user", role).with("sluice.postgres.password", "secret");
            ConfigurableApplicationContext sink = house.startSink();

            try (Publisher publisher = new Publisher(house)) {
                mix(house, publisher, new Random(8));
            }

            assertThat(batches(sink, "ordinary")).isPositive();
            // Nothing but the order of what was sent is ever at fault.
            assertThat(house.rows("select distinct reasons->0->>'rule' from " + house.system("dead_letters")))
                    .isSubsetOf("missing-reference", "still-referenced");
        }
    }

    private static double batches(ConfigurableApplicationContext sink, String path) {
        return sink.getBean(MeterRegistry.class)
                .get("sluice.sink.batches")
                .tag("path", path)
                .counter()
                .count();
    }

    /** Inserts, changes and removals of parents and children, in an order that doesn't always fit. */
    private static void mix(House house, Publisher publisher, Random random) {
        for (int round = 0; round < 20; round++) {
            publisher.commit(() -> {
                for (int i = 0; i < 50; i++) {
                    int department = random.nextInt(6);
                    int hire = random.nextInt(60);
                    switch (random.nextInt(6)) {
                        case 0 -> publisher.removal("departments", department);
                        case 1 -> publisher.removal("hired_employees", hire);
                        case 2 -> publisher.row("departments", department, department, "d" + random.nextInt(9));
                        case 3 -> publisher.row("jobs", 1, 1, "j" + random.nextInt(9));
                        default ->
                            publisher.row(
                                    "hired_employees", hire, hire, "h" + random.nextInt(9), HIRED_AT, department, 1);
                    }
                }
            });
        }
        house.awaitTableEqualsLog("departments");
        house.awaitTableEqualsLog("jobs");
        house.awaitTableEqualsLog("hired_employees");
    }
}
