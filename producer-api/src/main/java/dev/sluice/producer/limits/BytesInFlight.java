package dev.sluice.producer.limits;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What is in memory on its way in, and no more than that: whoever can't have a share is sent away at once. */
public final class BytesInFlight {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    public BytesInFlight(long limit) {
        this.limit = limit;
    }

    public long used() {
        return used.get();
    }

    public Share share() {
        return new Share();
    }

    /** One request's part. It grows as the body comes in and is given back once, by whoever ends the request. */
    public final class Share {
        private final AtomicLong held = new AtomicLong();
        private final AtomicBoolean released = new AtomicBoolean();

        public boolean grow(long bytes) {
            if (used.addAndGet(bytes) > limit) {
                used.addAndGet(-bytes);
                return false;
            }
            held.addAndGet(bytes);
            return true;
        }

        public void release() {
            if (released.compareAndSet(false, true)) {
                used.addAndGet(-held.get());
            }
        }
    }
}
