package dev.sluice.producer.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.Contracts;
import dev.sluice.ledger.Receipts;
import dev.sluice.producer.Edge;
import dev.sluice.producer.body.BodyFormat;
import dev.sluice.producer.csv.CsvOptions;
import dev.sluice.producer.log.LogWriter;
import dev.sluice.producer.requests.IdempotencyKey;
import dev.sluice.producer.requests.Requests;
import dev.sluice.producer.upload.UploadFile;
import dev.sluice.producer.upload.Uploads;
import dev.sluice.topics.Tenant;
import dev.sluice.wire.BatchEvent;
import dev.sluice.wire.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder, with the process gone between any two of its steps: what it leaves behind is on disk, in the log, in the ledger. */
class InboxIT {
    private static final int ROWS = 25_000;

    @TempDir
    private Path dir;

    private final Edge edge = Edge.start("--sluice.producer.upload-abandoned=6s");
    private final PlayedSink sink = new PlayedSink(edge.database(), edge.bean(Tenant.class));
    private InboxFolder folder;

    @BeforeEach
    void open() {
        folder = InboxFolder.open(dir, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void aDroppedFileIsIngestedOnceItStopsGrowingAndLiesInDoneWithItsRejects() throws Exception {
        Files.writeString(dir.resolve("jobs-of-monday.csv"), csv(1));
        Inbox inbox = inbox();
        inbox.look();
        Files.writeString(dir.resolve("jobs-of-monday.csv"), csv(ROWS));

        finish(inbox);

        everyRowOnceAndTheFileDone();
        assertThat(Files.readString(only("done", ".rejects.csv")))
                .isEqualTo("id,job,line,reasons\r\n7,\"a, \"\"b\"\"\",7,required job: is missing\r\n");
    }

    @Test
    void goneAfterTheFileWasTaken() throws Exception {
        Files.writeString(dir.resolve("jobs.csv"), csv(ROWS));
        folder.take(dir.resolve("jobs.csv"));

        finish(inbox());

        everyRowOnceAndTheFileDone();
    }

    @Test
    void goneBetweenTwoChunks() throws Exception {
        Path file = taken();
        cut("inbox", Requests.INBOX, file.getFileName().toString());
        assertThat(edge.raw("jobs")).hasSize(20_000);

        finish(inbox());

        everyRowOnceAndTheFileDone();
    }

    @Test
    void whatLiesHereHalfIngestedIsNotTakenForAnUploadThatNobodyComesBackWith() throws Exception {
        Path file = taken();
        cut("inbox", Requests.INBOX, file.getFileName().toString());
        sink.hears(batches().get(0));
        cut("upload", "somebody", "never again");
        await().until(() -> batches().size() == 2);
        String upload = batches().get(1);
        sink.hears(upload);

        // Both are silent for long enough, and the file's is looked at first.
        await().atMost(Duration.ofMinutes(1)).until(() -> closed().equals(List.of(upload)));

        Inbox inbox = inbox();
        await().until(() -> {
            inbox.look();
            return closed().size() == 2;
        });
        assertThat(edge.raw("jobs")).hasSize(20_000 + ROWS);
        assertThat(files("failed", "")).isEmpty();
    }

    @Test
    void whatLayHereForTooLongIsNotIngestedASecondTime() throws Exception {
        Files.writeString(dir.resolve("working").resolve("jobs.20200101T000000Z-00000000.csv"), csv(3));

        inbox().look();

        assertThat(Files.readString(only("failed", ".problem.txt"))).contains("too long");
        assertThat(edge.raw("jobs")).isEmpty();
    }

    @Test
    void goneBeforeTheReceiptWasWrittenDown() throws Exception {
        taken();
        inbox().look();
        sink.forgetsTheAnswers();

        finish(inbox());

        everyRowOnceAndTheFileDone();
    }

    @Test
    void goneWhileTheRowsAreOnTheirWay() throws Exception {
        taken();
        inbox().look();

        finish(inbox());

        everyRowOnceAndTheFileDone();
    }

    @Test
    void goneWhileTheRejectsAreWrittenOrBeforeTheFileIsMoved() throws Exception {
        Path file = taken();
        Path rejects = folder.rejects(file);
        Files.writeString(rejects.resolveSibling("." + rejects.getFileName() + ".tmp"), "id,jo");
        Files.writeString(rejects, "an earlier attempt");

        finish(inbox());

        everyRowOnceAndTheFileDone();
        assertThat(Files.readString(rejects))
                .startsWith("id,job,line,reasons\r\n")
                .endsWith("is missing\r\n");
    }

    @Test
    void theFolderIsLeftAloneBeforeTheLogStops() {
        assertThat(new InboxWatch(inbox()).getPhase())
                .isGreaterThan(edge.bean(LogWriter.class).getPhase());
    }

    @Test
    void theSameNameMayBeDroppedAgain() throws Exception {
        Files.writeString(dir.resolve("jobs.csv"), csv(1));
        folder.take(dir.resolve("jobs.csv"));
        Files.writeString(dir.resolve("jobs.csv"), csv(2));
        folder.take(dir.resolve("jobs.csv"));

        assertThat(folder.working()).hasSize(2);
    }

    @Test
    void whatCantBeIngestedLiesInFailedWithTheReason() throws Exception {
        Files.writeString(dir.resolve("jobs.csv"), "id,job,salary\n1,a,2\n");
        Files.writeString(dir.resolve("nobody.csv"), "1,a\n");
        Files.writeString(dir.resolve("notes.txt"), "not for us");
        Inbox inbox = inbox();

        await().until(() -> {
            inbox.look();
            return files("failed", ".csv").size() == 2;
        });

        assertThat(Files.readString(only("failed", "jobs", ".problem.txt"))).contains("csv-header", "salary");
        assertThat(Files.readString(only("failed", "nobody", ".problem.txt"))).contains("must begin with");
        assertThat(dir.resolve("notes.txt")).exists();
    }

    @Test
    void aFileThatCantBeReadHoldsNoOtherUp() throws Exception {
        Files.write(dir.resolve("departments.csv.gz"), new byte[0]);
        Files.write(dir.resolve("departments-2.csv.gz"), new byte[] {31, -117, 8, 0, 0});
        // What can't be read, even by root.
        Path memory = Path.of("/proc/self/mem");
        if (Files.exists(memory)) {
            Files.createSymbolicLink(dir.resolve("departments-3.csv"), memory);
        }
        Files.writeString(dir.resolve("jobs.csv"), csv(3));
        Inbox inbox = inbox();

        await().until(() -> {
            inbox.look();
            return edge.raw("jobs").size() == 3;
        });

        assertThat(files("failed", ".csv.gz")).hasSize(2);
        for (Path problem : files("failed", ".problem.txt")) {
            assertThat(Files.readString(problem)).contains("malformed-body", "gzip");
        }
    }

    private Path taken() throws IOException {
        Files.writeString(dir.resolve("jobs.csv"), csv(ROWS));
        folder.take(dir.resolve("jobs.csv"));
        return folder.working().get(0);
    }

    /** A process that ends in the middle of a file. */
    private void cut(String way, String keyId, String name) {
        UploadFile cut = new UploadFile(
                edge.bean(Contracts.class).get("jobs"), BodyFormat.CSV, CsvOptions.NONE, () -> brokenAfter(22_000));
        assertThatThrownBy(() -> edge.bean(Uploads.class)
                        .take(List.of(cut), way, keyId, Optional.of(IdempotencyKey.named(name))))
                .isInstanceOf(IOException.class);
    }

    /** Those that the log has heard of, in the order of their making. */
    private List<String> batches() {
        return edge.batches().stream()
                .map(event -> new String(event.key(), UTF_8))
                .distinct()
                .sorted()
                .toList();
    }

    private List<String> closed() {
        return edge.batches().stream()
                .filter(event -> Headers.text(event.headers(), Headers.EVENT)
                        .filter(BatchEvent.Accepted.KIND::equals)
                        .isPresent())
                .map(event -> new String(event.key(), UTF_8))
                .toList();
    }

    /** A process that begins with what it finds. */
    private Inbox inbox() {
        return new Inbox(
                folder,
                new Growth(Duration.ofMillis(300), System::nanoTime),
                edge.bean(Uploads.class),
                edge.bean(Contracts.class),
                edge.bean(Receipts.class),
                new RejectsFile(edge.bean(DataSource.class), edge.bean(Tenant.class)),
                Duration.ofDays(27));
    }

    private void finish(Inbox inbox) throws Exception {
        await().until(() -> {
            inbox.look();
            return edge.raw("jobs").size() == ROWS && edge.batches().size() == 4;
        });
        String batch =
                Headers.text(edge.raw("jobs").get(0).headers(), Headers.BATCH).orElseThrow();
        sink.settles(batch, "jobs", ROWS, 7, "7,\"a, \"\"b\"\"\"");
        await().until(() -> {
            inbox.look();
            return folder.working().isEmpty();
        });
    }

    private void everyRowOnceAndTheFileDone() throws IOException {
        assertThat(edge.raw("jobs").stream()
                        .map(row -> Long.parseLong(
                                Headers.text(row.headers(), Headers.ROW).orElseThrow()))
                        .sorted()
                        .toList())
                .isEqualTo(LongStream.rangeClosed(1, ROWS).boxed().toList());
        assertThat(edge.batches()).hasSize(4);
        assertThat(folder.working()).isEmpty();
        assertThat(folder.dropped()).isEmpty();
        assertThat(files("done", ".csv")).hasSize(2);
        assertThat(Files.readString(only("done", "jobs"))).isEqualTo(csv(ROWS));
    }

    private Path only(String sub, String... parts) throws IOException {
        List<Path> found = files(sub, "").stream()
                .filter(file -> !file.toString().endsWith(".rejects.csv") || parts[0].equals(".rejects.csv"))
                .filter(file -> Stream.of(parts).allMatch(file.getFileName().toString()::contains))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<Path> files(String sub, String end) throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve(sub))) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        }
    }

    private static InputStream brokenAfter(int rows) {
        return new SequenceInputStream(new ByteArrayInputStream(csv(rows).getBytes(UTF_8)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the process is gone");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        });
    }

    private static String csv(int rows) {
        return LongStream.rangeClosed(1, rows)
                .mapToObj(id -> id + ",job " + id + "\n")
                .collect(Collectors.joining("", "id,job\n", ""));
    }
}
