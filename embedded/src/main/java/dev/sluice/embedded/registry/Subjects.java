package dev.sluice.embedded.registry;

/** Names of subjects. Confluent's contexts are not kept here: only the default one, {@code :.:}, is understood. */
final class Subjects {
    private static final String DEFAULT_CONTEXT = ":.:";
    private static final String ANY_CONTEXT = ":*:";

    private Subjects() {}

    /** Without the default context's prefix. */
    static String plain(String subject) {
        return subject.startsWith(DEFAULT_CONTEXT) ? subject.substring(DEFAULT_CONTEXT.length()) : subject;
    }

    /** A prefix to filter by: clients ask for every context when they mean everything. */
    static String prefix(String asked) {
        return asked.startsWith(ANY_CONTEXT) ? asked.substring(ANY_CONTEXT.length()) : plain(asked);
    }

    /** For a name that is about to be stored. */
    static String checked(String subject) {
        boolean usable = !subject.isBlank()
                && !subject.startsWith(":.")
                && !subject.equals("__GLOBAL")
                && !subject.equals("__EMPTY")
                && subject.chars().noneMatch(Character::isISOControl);
        if (!usable) {
            throw RegistryProblem.invalidSubject(subject);
        }
        return subject;
    }
}
