package dev.sluice.standalone;

import java.io.PrintStream;

/** What the person at the terminal reads. The log is elsewhere. */
final class Terminal {

    private final PrintStream out;
    private final PrintStream err;

    Terminal(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    void say(String text) {
        out.println(text);
        out.flush();
    }

    void complain(String line) {
        err.println("sluice: " + line);
        err.flush();
    }
}
