package dev.sluice.backup.runs;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code Prefer: wait=10}: how long a client would rather wait for the end than ask for it later. */
public final class Patience {
    /** Every proxy on the way must have more patience than this. */
    private static final long LONGEST = 25;

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?([0-9]{1,6})\"?");

    private Patience() {}

    /** In milliseconds. */
    public static long of(@Nullable String preference, long otherwise) {
        if (preference == null) {
            return otherwise;
        }
        Matcher wait = WAIT.matcher(preference.toLowerCase(Locale.ROOT));
        return wait.find() ? Math.min(LONGEST, Long.parseLong(wait.group(1))) * 1_000 : otherwise;
    }
}
