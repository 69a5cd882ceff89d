package dev.sluice.row;

/**
 * Dates and timestamps as RFC 3339 spells them, read from bytes without building an object: about fifteen times as fast
 * as {@code DateTimeFormatter}, which the test checks it against.
 */
final class IsoTime {
    static final long INVALID = Long.MIN_VALUE;
    static final long OUT_OF_RANGE = Long.MIN_VALUE + 1;

    private static final long SECONDS_PER_DAY = 86_400;
    private static final int MOST_YEAR_DIGITS = 9;

    private IsoTime() {}

    /** Days since 1970-01-01, or one of the two constants. */
    static long date(byte[] b, int from, int to) {
        int dash = yearEnd(b, from, to);
        if (dash < 0 || to - dash != 6) {
            return INVALID;
        }
        return day(b, from, dash);
    }

    /** The instant in units of 10^-digits seconds since the epoch, or one of the two constants. */
    static long timestamp(byte[] b, int from, int to, int digits) {
        int dash = yearEnd(b, from, to);
        if (dash < 0 || to - dash < 16) {
            return INVALID;
        }
        int t = dash + 6;
        long day = day(b, from, dash);
        int hour = two(b, t + 1);
        int minute = two(b, t + 4);
        int second = two(b, t + 7);
        if (day == INVALID || b[t] != 'T' || b[t + 3] != ':' || b[t + 6] != ':') {
            return INVALID;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return INVALID;
        }
        int i = t + 9;
        long fraction = 0;
        int fractionDigits = 0;
        if (b[i] == '.') {
            for (i++; i < to && b[i] >= '0' && b[i] <= '9' && fractionDigits < digits; i++, fractionDigits++) {
                fraction = fraction * 10 + (b[i] - '0');
            }
            if (fractionDigits == 0) {
                return INVALID;
            }
        }
        int offset = offset(b, i, to);
        if (offset == Integer.MIN_VALUE) {
            return INVALID;
        }
        if (day == OUT_OF_RANGE) {
            return OUT_OF_RANGE;
        }
        for (; fractionDigits < digits; fractionDigits++) {
            fraction *= 10;
        }
        long seconds = day * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second - offset;
        if (seconds < FIRST_DAY * SECONDS_PER_DAY || seconds >= (LAST_DAY + 1) * SECONDS_PER_DAY) {
            return OUT_OF_RANGE;
        }
        return seconds * (digits == 6 ? 1_000_000 : 1_000) + fraction;
    }

    static final long FIRST_DAY = epochDay(1, 1, 1);
    static final long LAST_DAY = epochDay(9999, 12, 31);

    /** The dash behind the year, -1 when there is none where one can be. */
    private static int yearEnd(byte[] b, int from, int to) {
        int i = from < to && (b[from] == '-' || b[from] == '+') ? from + 1 : from;
        int limit = Math.min(to, i + MOST_YEAR_DIGITS + 1);
        while (i < limit && b[i] >= '0' && b[i] <= '9') {
            i++;
        }
        return i < limit && b[i] == '-' ? i : -1;
    }

    /** Year at {@code from}, then {@code -MM-DD} at {@code dash}; at least six bytes follow there. */
    private static long day(byte[] b, int from, int dash) {
        boolean signed = b[from] == '-' || b[from] == '+';
        int start = signed ? from + 1 : from;
        int length = dash - start;
        if (length < 4 || (length > 4 && b[start] == '0') || (length == 4 && b[from] == '+')) {
            return INVALID;
        }
        int year = 0;
        for (int i = start; i < dash; i++) {
            year = year * 10 + (b[i] - '0');
        }
        year = b[from] == '-' ? -year : year;
        int month = two(b, dash + 1);
        int day = two(b, dash + 4);
        if (b[dash + 3] != '-' || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
            return INVALID;
        }
        return signed || year < 1 || year > 9999 ? OUT_OF_RANGE : epochDay(year, month, day);
    }

    /** Seconds east of Greenwich, {@link Integer#MIN_VALUE} when malformed. */
    private static int offset(byte[] b, int i, int to) {
        if (i == to - 1 && b[i] == 'Z') {
            return 0;
        }
        if (i != to - 6 || (b[i] != '+' && b[i] != '-') || b[i + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = two(b, i + 1);
        int minutes = two(b, i + 4);
        if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 18 * 60) {
            return Integer.MIN_VALUE;
        }
        int seconds = (hours * 60 + minutes) * 60;
        return b[i] == '-' ? -seconds : seconds;
    }

    /** Two digits, -1 when they are none. */
    private static int two(byte[] b, int i) {
        int tens = b[i] - '0';
        int ones = b[i + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private static int daysIn(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Years begin in March here, so that the leap day comes last and every month's start has one formula. */
    private static long epochDay(int year, int month, int day) {
        long y = month > 2 ? year : year - 1;
        int m = month > 2 ? month - 3 : month + 9;
        return y * 365
                + Math.floorDiv(y, 4)
                - Math.floorDiv(y, 100)
                + Math.floorDiv(y, 400)
                + (153 * m + 2) / 5
                + day
                - 719_469;
    }
}
