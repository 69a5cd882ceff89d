package dev.sluice.producer.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Tells which files have stopped growing. */
final class Growth {
    private final Duration quiet;
    private final LongSupplier nanos;
    private final Map<Path, Seen> seen = new HashMap<>();

    Growth(Duration quiet, LongSupplier nanos) {
        this.quiet = quiet;
        this.nanos = nanos;
    }

    /** Those of these files that have been as they are for long enough. Others than these are forgotten. */
    List<Path> stopped(List<Path> files) throws IOException {
        seen.keySet().retainAll(files);
        long now = nanos.getAsLong();
        for (Path file : files) {
            BasicFileAttributes attributes;
            try {
                attributes = Files.readAttributes(file, BasicFileAttributes.class);
            } catch (NoSuchFileException e) {
                seen.remove(file);
                continue;
            }
            long size = attributes.size();
            FileTime modified = attributes.lastModifiedTime();
            Seen before = seen.get(file);
            if (before == null || before.size() != size || !before.modified().equals(modified)) {
                seen.put(file, new Seen(size, modified, now));
            }
        }
        return files.stream()
                .filter(file -> now - since(file) >= quiet.toNanos())
                .toList();
    }

    private long since(Path file) {
        Seen known = seen.get(file);
        return known == null ? nanos.getAsLong() : known.since();
    }

    private record Seen(long size, FileTime modified, long since) {}
}
