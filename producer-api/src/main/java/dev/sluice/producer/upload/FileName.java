package dev.sluice.producer.upload;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.producer.body.BodyFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** What the name of a file says about it. */
public record FileName(String text) {
    private static final int BUFFER = 64 * 1024;

    /** The longest name of a table that it begins with. */
    public Optional<Contract> table(Contracts contracts) {
        return contracts.tables().stream()
                .filter(text::startsWith)
                .max(Comparator.comparingInt(String::length))
                .map(contracts::get);
    }

    public Optional<BodyFormat> format() {
        String plain = text.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        if (plain.endsWith(".csv") || plain.endsWith(".tsv")) {
            return Optional.of(BodyFormat.CSV);
        }
        return plain.endsWith(".ndjson") || plain.endsWith(".jsonl")
                ? Optional.of(BodyFormat.NDJSON)
                : Optional.empty();
    }

    /** @param file whose name this is, wherever it lies now */
    public InputStream open(Path file) throws IOException {
        InputStream plain = Files.newInputStream(file);
        try {
            return text.toLowerCase(Locale.ROOT).endsWith(".gz") ? new GZIPInputStream(plain, BUFFER) : plain;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }
}
