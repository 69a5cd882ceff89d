package dev.sluice.embedded;

/** What happened to a backend that was running, as far as its user must know. */
public sealed interface InfraEvent {

    /** One human line. */
    String message();

    /** It ended by itself and runs again on the same data and port. */
    record Restarted(String message) implements InfraEvent {}

    /** It ended and won't come back: nothing of this data directory runs any more. */
    record Failed(String message) implements InfraEvent {}
}
