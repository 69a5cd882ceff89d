package dev.sluice.sink;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/** What became of a micro-batch. */
sealed interface StoreOutcome {

    /**
     * All of it is in the tables and in the ledger.
     *
     * @param obstacle why foreign-key triggers could not be left out
     */
    record Stored(int records, List<Refusal> refusals, Optional<String> obstacle) implements StoreOutcome {
        @Override
        public <R> R fold(Function<Stored, R> stored, Function<Awaiting, R> awaiting, Function<Fenced, R> fenced) {
            return stored.apply(this);
        }
    }

    /** Nothing was stored: from these offsets on, a parent isn't there that another thread may be about to store. */
    record Awaiting(Map<TopicPartition, Long> from) implements StoreOutcome {
        @Override
        public <R> R fold(Function<Stored, R> stored, Function<Awaiting, R> awaiting, Function<Fenced, R> fenced) {
            return awaiting.apply(this);
        }
    }

    /** Nothing was stored: a partition has another owner by now. */
    record Fenced() implements StoreOutcome {
        @Override
        public <R> R fold(Function<Stored, R> stored, Function<Awaiting, R> awaiting, Function<Fenced, R> fenced) {
            return fenced.apply(this);
        }
    }

    <R> R fold(Function<Stored, R> stored, Function<Awaiting, R> awaiting, Function<Fenced, R> fenced);
}
