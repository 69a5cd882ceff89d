package dev.sluice.row;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A number as JSON spells it, taken apart but not worked out: {@code 1e100000000} costs what its eleven characters cost.
 * The value is ±digits × 10^exponent.
 *
 * @param digits without zeros at either end; empty for zero
 * @param exponent capped far beyond what any column can hold
 * @param plain whether it is spelled without point and exponent
 */
record NumberLiteral(boolean negative, String digits, long exponent, boolean plain) {
    private static final long FAR = Long.MAX_VALUE / 4;

    /** Null when the text is no number. */
    static @Nullable NumberLiteral parse(byte[] b, int from, int to) {
        boolean negative = from < to && b[from] == '-';
        int start = negative ? from + 1 : from;
        int point = digits(b, start, to);
        if (point == start || (b[start] == '0' && point > start + 1)) {
            return null;
        }
        int end = point;
        if (end < to && b[end] == '.') {
            end = digits(b, point + 1, to);
            if (end == point + 1) {
                return null;
            }
        }
        long exponent = 0;
        int last = end;
        if (end < to && (b[end] | 0x20) == 'e') {
            int sign = end + 1 < to && (b[end + 1] == '-' || b[end + 1] == '+') ? 1 : 0;
            last = digits(b, end + 1 + sign, to);
            if (last == end + 1 + sign) {
                return null;
            }
            exponent = exponent(b, end + 1 + sign, last) * (b[end + 1] == '-' ? -1 : 1);
        }
        return last < to ? null : of(negative, b, start, point, end, exponent, last == point);
    }

    private static NumberLiteral of(
            boolean negative, byte[] b, int start, int point, int end, long exponent, boolean plain) {
        String all = new String(b, start, point - start, StandardCharsets.US_ASCII);
        long scaled = exponent;
        if (end > point) {
            all += new String(b, point + 1, end - point - 1, StandardCharsets.US_ASCII);
            scaled -= end - point - 1;
        }
        int first = 0;
        int last = all.length();
        while (last > 0 && all.charAt(last - 1) == '0') {
            last--;
        }
        while (first < last && all.charAt(first) == '0') {
            first++;
        }
        scaled += all.length() - last;
        return new NumberLiteral(negative, all.substring(first, last), first == last ? 0 : scaled, plain);
    }

    private static int digits(byte[] b, int from, int to) {
        int i = from;
        while (i < to && b[i] >= '0' && b[i] <= '9') {
            i++;
        }
        return i;
    }

    private static long exponent(byte[] b, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = Math.min(FAR, value * 10 + (b[i] - '0'));
            if (value >= FAR / 16) {
                return FAR;
            }
        }
        return value;
    }

    boolean zero() {
        return digits.isEmpty();
    }

    /** Digits before the point; zero or less for numbers below one. */
    long integerDigits() {
        return digits.length() + exponent;
    }

    /** Digits behind the point that are needed to write the number out. */
    long fractionDigits() {
        return Math.max(0, -exponent);
    }

    /** The number times 10^scale. Only for numbers that are known to be short and to need no more fraction digits. */
    BigInteger unscaled(int scale) {
        if (zero()) {
            return BigInteger.ZERO;
        }
        BigInteger value = new BigInteger(digits).multiply(BigInteger.TEN.pow((int) (exponent + scale)));
        return negative ? value.negate() : value;
    }
}
