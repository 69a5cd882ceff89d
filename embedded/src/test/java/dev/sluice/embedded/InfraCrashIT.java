package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfraCrashIT {
    private static final Duration GONE_WITHIN = Duration.ofSeconds(10);

    private final BlockingQueue<InfraEvent> events = new LinkedBlockingQueue<>();

    @TempDir
    Path data;

    @Test
    void killedBrokerComesBackWithEverythingAcknowledged() throws Exception {
        try (InfraProcess infra = InfraProcess.start(Specs.in(data), events::add)) {
            Endpoints before = infra.endpoints();
            Marks.create(before);
            Marks.put(before, 1);

            kill(before.kafka().orElseThrow().pid());

            assertThat(nextEvent()).isInstanceOf(InfraEvent.Restarted.class);
            Endpoints after = infra.endpoints();
            assertThat(after.bootstrapServers()).isEqualTo(before.bootstrapServers());
            assertThat(after.jdbcUrl()).isEqualTo(before.jdbcUrl());
            Marks.put(after, 2);
            assertThat(Marks.inKafka(after)).containsExactly(1, 2);
            assertThat(Marks.inPostgres(after)).containsExactly(1, 2);
        }
    }

    @Test
    void killedPostgresComesBackWithEverythingAcknowledged() throws Exception {
        try (InfraProcess infra = InfraProcess.start(Specs.in(data), events::add)) {
            Endpoints before = infra.endpoints();
            Marks.create(before);
            Marks.put(before, 1);

            kill(postgresOf(before));

            assertThat(nextEvent().message()).contains("PostgreSQL ended with exit code 137");
            Endpoints after = infra.endpoints();
            assertThat(postgresOf(after)).isNotEqualTo(postgresOf(before));
            assertThat(after.kafka()).isEqualTo(before.kafka());
            Marks.put(after, 2);
            assertThat(Marks.inPostgres(after)).containsExactly(1, 2);
        }
    }

    @Test
    void postgresThatKeepsEndingIsGivenUpWithOneLine() throws Exception {
        try (InfraProcess infra = InfraProcess.start(Specs.in(data).withoutKafka(), events::add)) {
            for (InfraEvent event = restartAfterKill(infra);
                    event instanceof InfraEvent.Restarted;
                    event = restartAfterKill(infra)) {
                assertThat(infra.onFailure()).isNotDone();
            }

            assertThat(infra.onFailure().get(5, TimeUnit.SECONDS).message())
                    .contains("PostgreSQL ended with exit code 137 after 5 restarts")
                    .doesNotContain("\n");
        }
    }

    /** Ctrl-C goes to all processes of a terminal's group; what it means is the application's to decide. */
    @Test
    void terminalSignalsEndNothing() throws Exception {
        try (InfraProcess infra = InfraProcess.start(Specs.in(data), events::add)) {
            Endpoints endpoints = infra.endpoints();
            ProcessHandle postgres = ProcessHandle.of(postgresOf(endpoints)).orElseThrow();
            ProcessHandle guard = postgres.parent().orElseThrow();
            String child = Long.toString(endpoints.kafka().orElseThrow().pid());

            Tool.run(List.of("kill", "-INT", child, Long.toString(guard.pid())));
            Tool.run(List.of("kill", "-HUP", child, Long.toString(guard.pid())));

            Marks.create(endpoints);
            Marks.put(endpoints, 1);
            assertThat(events).isEmpty();
            assertThat(infra.endpoints()).isEqualTo(endpoints);
            assertThat(groupOf(postgres)).isNotEqualTo(groupOf(guard)).isEqualTo(postgres.pid());
        }
    }

    @Test
    void killedParentLeavesNothingBehindAndTheNextStartFindsTheData() throws Exception {
        long postgres;
        long broker;
        try (ForkedParent parent = ForkedParent.start(data, Specs.PROGRAMS)) {
            String[] line = parent.firstLine().split(" ");
            assertThat(line[0]).isEqualTo("ready");
            broker = Long.parseLong(line[1]);
            postgres = Long.parseLong(line[2]);

            parent.kill();
        }

        await().atMost(GONE_WITHIN).until(() -> gone(broker) && gone(postgres));
        try (InfraProcess infra = InfraProcess.start(Specs.in(data))) {
            Marks.create(infra.endpoints());
        }
    }

    @Test
    void startRightAfterTheParentWasKilledWaitsForItsChildren() throws Exception {
        try (ForkedParent parent = ForkedParent.start(data, Specs.PROGRAMS)) {
            assertThat(parent.firstLine()).startsWith("ready");
            parent.kill();

            try (InfraProcess infra = InfraProcess.start(Specs.in(data))) {
                Marks.create(infra.endpoints());
            }
        }
    }

    @Test
    void postgresThatOutlivedItsGuardIsStoppedNotAdopted() throws Exception {
        try (InfraProcess infra = InfraProcess.start(Specs.in(data).withoutKafka(), events::add)) {
            Endpoints before = infra.endpoints();
            ProcessHandle orphan = ProcessHandle.of(postgresOf(before)).orElseThrow();
            ProcessHandle guard = orphan.parent().orElseThrow();
            ProcessHandle child = guard.parent().orElseThrow();

            // The guard's second half too, which would stop the server at the end of the pipe.
            List<ProcessHandle> guards = guard.children()
                    .filter(process -> process.pid() != orphan.pid())
                    .toList();
            child.destroyForcibly();
            guards.forEach(ProcessHandle::destroyForcibly);
            guard.destroyForcibly();

            assertThat(nextEvent()).isInstanceOf(InfraEvent.Restarted.class);
            assertThat(postgresOf(infra.endpoints())).isNotEqualTo(orphan.pid());
            await().atMost(GONE_WITHIN).until(() -> gone(orphan.pid()));
        }
    }

    @Test
    void staleFileThatNamesAnotherProgramDoesNotStopTheStart() throws Exception {
        InfraProcess.start(Specs.in(data).withoutKafka()).close();
        Path file = data.resolve("postgres").resolve("postmaster.pid");
        Files.writeString(file, ProcessHandle.current().pid() + "\n" + data.resolve("postgres") + "\n");

        try (InfraProcess infra = InfraProcess.start(Specs.in(data).withoutKafka())) {
            assertThat(infra.endpoints().postgres()).isPresent();
        }
    }

    private InfraEvent restartAfterKill(InfraProcess infra) throws InterruptedException {
        kill(postgresOf(infra.endpoints()));
        return nextEvent();
    }

    private InfraEvent nextEvent() throws InterruptedException {
        InfraEvent event = events.poll(30, TimeUnit.SECONDS);
        assertThat(event).as("event within 30 s").isNotNull();
        return event;
    }

    private static long groupOf(ProcessHandle process) throws Exception {
        return Long.parseLong(Tool.run(List.of("ps", "-o", "pgid=", "-p", Long.toString(process.pid())))
                .lastLine()
                .strip());
    }

    private static long postgresOf(Endpoints endpoints) {
        return endpoints.postgres().orElseThrow().pid();
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static boolean gone(long pid) {
        return ProcessHandle.of(pid).isEmpty();
    }
}
