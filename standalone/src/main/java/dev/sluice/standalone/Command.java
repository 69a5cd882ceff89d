package dev.sluice.standalone;

import java.util.function.Function;

/** What the user asked for on the command line. */
sealed interface Command {

    /** Start and stay until stopped. */
    record Up(Options options) implements Command {}

    /** Start, load the sample, show what became of it, and stay until stopped. */
    record Demo(Options options) implements Command {}

    record Help() implements Command {}

    /** The line can't be understood; the message is fit for the user. */
    record Wrong(String message) implements Command {}

    default <R> R fold(Function<Up, R> up, Function<Demo, R> demo, Function<Help, R> help, Function<Wrong, R> wrong) {
        if (this instanceof Up it) {
            return up.apply(it);
        }
        if (this instanceof Demo it) {
            return demo.apply(it);
        }
        if (this instanceof Wrong it) {
            return wrong.apply(it);
        }
        return help.apply((Help) this);
    }
}
