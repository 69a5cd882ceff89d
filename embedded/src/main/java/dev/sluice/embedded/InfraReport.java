package dev.sluice.embedded;

import java.util.Optional;

/** One line of the child's standard output to its parent. Lines of any other shape belong to nobody and are skipped. */
sealed interface InfraReport {
    String MARK = "sluice-infra";

    /** Port 0 and pid 0: not asked for. */
    record Ready(int kafkaPort, int postgresPort, long postgresPid) implements InfraReport {
        @Override
        public String line() {
            return MARK + " ready " + kafkaPort + " " + postgresPort + " " + postgresPid;
        }
    }

    /** PostgreSQL ended by itself and runs again. */
    record PostgresRestarted(long pid, int exitCode) implements InfraReport {
        @Override
        public String line() {
            return MARK + " postgres-restarted " + pid + " " + exitCode;
        }
    }

    /** The last report of a child: it ends after it. */
    record Failed(String message) implements InfraReport {
        @Override
        public String line() {
            return MARK + " failed " + message.lines().findFirst().orElse("without a reason");
        }
    }

    String line();

    static Optional<InfraReport> parse(String line) {
        if (!line.startsWith(MARK + " ")) {
            return Optional.empty();
        }
        String[] words = line.split(" ", 3);
        String[] values = words.length < 3 ? new String[0] : words[2].split(" ");
        return switch (words[1]) {
            case "ready" ->
                Optional.of(
                        new Ready(Integer.parseInt(values[0]), Integer.parseInt(values[1]), Long.parseLong(values[2])));
            case "postgres-restarted" ->
                Optional.of(new PostgresRestarted(Long.parseLong(values[0]), Integer.parseInt(values[1])));
            case "failed" -> Optional.of(new Failed(words[2]));
            default -> throw new IllegalStateException("the infra child speaks another dialect: " + line);
        };
    }
}
