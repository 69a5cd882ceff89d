package dev.sluice.validator;

import java.util.ArrayList;
import java.util.List;

/** A horizon that a test moves by hand; it begins before everything. */
final class FakeHorizon implements Horizon {
    private final List<Parent> asked = new ArrayList<>();
    private long passed = Long.MIN_VALUE;

    void passes(long moment) {
        passed = moment;
    }

    List<Parent> asked() {
        return asked;
    }

    @Override
    public boolean hasPassed(Parent parent, long moment) {
        asked.add(parent);
        return passed >= moment;
    }
}
