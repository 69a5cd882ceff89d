package dev.sluice.validator;

import java.util.Optional;

/** Where a raw record lies in the log. It stays the name of the row on its whole way. */
record Origin(String topic, int partition, long offset) {
    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }

    /** Empty for anything that {@link #toString} did not write. */
    static Optional<Origin> parse(String text) {
        int last = text.lastIndexOf('/');
        int middle = text.lastIndexOf('/', last - 1);
        if (middle <= 0) {
            return Optional.empty();
        }
        try {
            int partition = Integer.parseInt(text, middle + 1, last, 10);
            long offset = Long.parseLong(text, last + 1, text.length(), 10);
            return partition < 0 || offset < 0
                    ? Optional.empty()
                    : Optional.of(new Origin(text.substring(0, middle), partition, offset));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
