package dev.sluice.ledger;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code Prefer: wait=10} of RFC 7240: how long the client would rather wait for the outcome than ask for it later. */
public record Wait(Duration time) {
    /** Every proxy on the way must have more patience than this. */
    private static final Duration LONGEST = Duration.ofSeconds(25);

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?([0-9]{1,6})\"?");

    public static Optional<Wait> of(Collection<String> preferences) {
        for (String preference : preferences) {
            Matcher wait = WAIT.matcher(preference.toLowerCase(Locale.ROOT));
            if (wait.find()) {
                Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
                return Optional.of(new Wait(asked.compareTo(LONGEST) > 0 ? LONGEST : asked));
            }
        }
        return Optional.empty();
    }

    public String applied() {
        return "wait=" + time.toSeconds();
    }
}
