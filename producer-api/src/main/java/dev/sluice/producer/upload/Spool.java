package dev.sluice.producer.upload;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.producer.corrections.Corrections;
import dev.sluice.producer.limits.BytesInFlight;
import dev.sluice.producer.refusal.Refusal;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The files of one form on disk; they go when it is closed. */
final class Spool implements AutoCloseable {
    private final Contracts contracts;
    private final SpoolFolder folder;
    private final BytesInFlight.Share share;
    private final List<Path> paths = new ArrayList<>();
    private final List<UploadFile> files = new ArrayList<>();
    private long bytes;

    Spool(Contracts contracts, SpoolFolder folder) {
        this.contracts = contracts;
        this.folder = folder;
        this.share = folder.share();
    }

    Path file() throws IOException {
        Path file = folder.file();
        paths.add(file);
        return file;
    }

    /** Writes a file of this form, for as long as there is room for it. */
    OutputStream output(Path file) throws IOException {
        return new FilterOutputStream(Files.newOutputStream(file)) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                grow(length);
                out.write(buffer, offset, length);
            }
        };
    }

    private void grow(int more) {
        bytes += more;
        if (bytes > folder.limit()) {
            throw Refusal.formTooLarge(folder.limit());
        }
        if (!share.grow(more)) {
            throw Refusal.tooManyUploads();
        }
    }

    void add(UploadFile file) {
        files.add(file);
    }

    /** The rows of all files mend those of a batch. */
    void correct(String batch, Corrections corrections) {
        files.replaceAll(file -> file.correcting(batch, corrections));
    }

    /** Parents first. */
    List<UploadFile> files() {
        if (files.isEmpty()) {
            throw Refusal.emptyUpload();
        }
        List<Contract> order = contracts.parentsFirst();
        return files.stream()
                .sorted(Comparator.comparingInt(file -> order.indexOf(file.contract())))
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
        share.release();
    }
}
