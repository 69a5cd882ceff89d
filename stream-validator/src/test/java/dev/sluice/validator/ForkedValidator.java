package dev.sluice.validator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A validator in a JVM of its own, to be killed. Ends with the test that started it, at the end of its input. */
final class ForkedValidator {
    private ForkedValidator() {}

    /** @param arguments the brokers, the prefix of the house, the state directory */
    public static void main(String[] arguments) throws IOException {
        RealHouse house = RealHouse.of(arguments[0], arguments[1]);
        ValidatorInstance instance = house.validate(Duration.ofMinutes(10), Path.of(arguments[2]));
        while (System.in.read() != -1) {
            // Nothing is said; only the end matters.
        }
        instance.close();
        System.exit(0);
    }
}
