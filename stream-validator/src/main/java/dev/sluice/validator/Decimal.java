package dev.sluice.validator;

import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Whole numbers in headers: decimal digits, no sign. */
final class Decimal {
    private static final int MAX_DIGITS = 18;

    private Decimal() {}

    /** The number in a header, or {@code otherwise} where there is none that fits into a long. */
    static long parse(@Nullable Header header, long otherwise) {
        byte[] digits = header == null ? null : header.value();
        if (digits == null || digits.length == 0 || digits.length > MAX_DIGITS) {
            return otherwise;
        }
        long number = 0;
        for (byte digit : digits) {
            if (digit < '0' || digit > '9') {
                return otherwise;
            }
            number = number * 10 + (digit - '0');
        }
        return number;
    }
}
