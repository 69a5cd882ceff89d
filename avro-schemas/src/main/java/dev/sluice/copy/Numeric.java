package dev.sluice.copy;

import java.math.BigInteger;

/** A decimal as PostgreSQL's {@code numeric} receives it: digits of base 10,000, weight of the first, sign, scale. */
final class Numeric {
    private static final int GROUP = 4;
    private static final BigInteger BASE = BigInteger.valueOf(10_000);
    private static final int POSITIVE = 0;
    private static final int NEGATIVE = 0x4000;

    private Numeric() {}

    static void write(BigInteger unscaled, int scale, CopyBuffer out) {
        int field = out.open();
        int fractionGroups = (scale + GROUP - 1) / GROUP;
        BigInteger rest = unscaled.abs().multiply(BigInteger.TEN.pow(fractionGroups * GROUP - scale));
        short[] groups = new short[rest.bitLength() / 13 + 1];
        int count = 0;
        int trailingZeros = 0;
        while (rest.signum() != 0) {
            BigInteger[] division = rest.divideAndRemainder(BASE);
            groups[count++] = division[1].shortValueExact();
            if (trailingZeros == count - 1 && division[1].signum() == 0) {
                trailingZeros = count;
            }
            rest = division[0];
        }
        out.int16(count - trailingZeros);
        out.int16(count == 0 ? 0 : count - fractionGroups - 1);
        out.int16(unscaled.signum() < 0 ? NEGATIVE : POSITIVE);
        out.int16(scale);
        for (int i = count - 1; i >= trailingZeros; i--) {
            out.int16(groups[i]);
        }
        out.close(field);
    }

    /** The unscaled value at this scale; what has no such value, as NaN, is none that a contract allows. */
    static BigInteger read(CopyCursor in, int scale) {
        int count = in.int16();
        int weight = in.int16();
        int sign = in.int16() & 0xffff;
        in.int16();
        if (sign != POSITIVE && sign != NEGATIVE) {
            throw new IllegalArgumentException("a numeric that is no number");
        }
        BigInteger digits = BigInteger.ZERO;
        for (int i = 0; i < count; i++) {
            digits = digits.multiply(BASE).add(BigInteger.valueOf(in.int16()));
        }
        int exponent = GROUP * (weight - count + 1) + scale;
        BigInteger unscaled = exponent >= 0
                ? digits.multiply(BigInteger.TEN.pow(exponent))
                : digits.divide(BigInteger.TEN.pow(-exponent));
        return sign == NEGATIVE ? unscaled.negate() : unscaled;
    }
}
