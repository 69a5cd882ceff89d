package dev.sluice.producer.log;

import java.util.function.Function;

/** What became of a transaction, as far as it can be known in time. */
public sealed interface Outcome {
    /** The commit was acknowledged: every record is durably in the log. */
    record Logged() implements Outcome {}

    /** The commit was never asked for, and never will be: no record of it will ever be read. */
    record NotLogged(String cause) implements Outcome {}

    /** The commit was asked for and no answer came. */
    record Unknown(String cause) implements Outcome {}

    default <R> R fold(Function<Logged, R> logged, Function<NotLogged, R> notLogged, Function<Unknown, R> unknown) {
        if (this instanceof Logged it) {
            return logged.apply(it);
        }
        if (this instanceof NotLogged it) {
            return notLogged.apply(it);
        }
        return unknown.apply((Unknown) this);
    }
}
