package dev.sluice.embedded;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals that a terminal sends to all processes at once. The one in front decides what they mean; a broker that obeyed
 * them too would be gone before the application has finished with it.
 */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /** By reflection: the only class that can do it is outside of the platform's documented ones, and warns when compiled. */
    static void ignore(String... names) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ignore = handler.getField("SIG_IGN").get(null);
            for (String name : names) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), ignore);
            }
        } catch (ReflectiveOperationException e) {
            LOG.atWarn().setCause(e).log("signals not ignored");
        }
    }
}
