package dev.sluice.embedded.registry;

import java.util.List;
import java.util.Optional;

/** Which version is meant: a number, or the newest that isn't deleted. */
record VersionId(int number) {
    private static final int NEWEST = -1;

    static VersionId parse(String text) {
        if (text.equals("latest") || text.equals(Integer.toString(NEWEST))) {
            return new VersionId(NEWEST);
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1) {
                return new VersionId(number);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw RegistryProblem.invalidVersion(text);
    }

    boolean isNewest() {
        return number == NEWEST;
    }

    Optional<StoredSchema> in(List<StoredSchema> oldestFirst) {
        return oldestFirst.stream()
                .filter(schema -> isNewest() ? !schema.deleted() : schema.version() == number)
                .reduce((older, newer) -> newer);
    }

    @Override
    public String toString() {
        return isNewest() ? "latest" : Integer.toString(number);
    }
}
