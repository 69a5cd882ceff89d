package dev.sluice.wire;

import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Whole numbers in headers: decimal digits, no sign. Who judges a row and who stores it must read the same number. */
public final class Decimal {
    /** So many always fit into a long, and so do the sums over a transaction. */
    private static final int MOST_DIGITS = 18;

    private Decimal() {}

    /** The number in a header, or {@code otherwise} where there is none. */
    public static long parse(@Nullable Header header, long otherwise) {
        byte[] digits = header == null ? null : header.value();
        return digits == null ? otherwise : parse(digits, otherwise);
    }

    /** The number that these digits are, or {@code otherwise} where they are none. */
    public static long parse(byte[] digits, long otherwise) {
        if (digits.length == 0 || digits.length > MOST_DIGITS) {
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
