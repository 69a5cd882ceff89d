package dev.sluice.producer.upload;

import java.util.HashMap;
import java.util.Map;

/**
 * Room for a number of uploads at the same time. A key may have no more of it than it leaves free: however slowly its uploads
 * come in, others find a place.
 */
final class Places {
    private final int all;
    private final Map<String, Integer> held = new HashMap<>();
    private int taken;

    Places(int all) {
        this.all = all;
    }

    synchronized boolean take(String keyId) {
        if (held.getOrDefault(keyId, 0) >= all - taken) {
            return false;
        }
        held.merge(keyId, 1, Integer::sum);
        taken++;
        return true;
    }

    synchronized void release(String keyId) {
        held.computeIfPresent(keyId, (key, count) -> count == 1 ? null : count - 1);
        taken--;
    }
}
