package dev.sluice.row;

import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/**
 * The schemas that Avro values were written with, by the id that travels in front of them.
 *
 * <p>"Nobody knows this id" is an answer about the data; not being able to ask is not: an implementation throws then,
 * and the caller tries again later.
 */
@FunctionalInterface
public interface WriterSchemas {
    /** For places where no value carries a schema id. */
    WriterSchemas NONE = id -> new Unknown();

    Lookup find(int id);

    sealed interface Lookup {
        <R> R fold(Function<Found, R> found, Supplier<R> unknown);
    }

    record Found(Schema schema) implements Lookup {
        @Override
        public <R> R fold(Function<Found, R> found, Supplier<R> unknown) {
            return found.apply(this);
        }
    }

    record Unknown() implements Lookup {
        @Override
        public <R> R fold(Function<Found, R> found, Supplier<R> unknown) {
            return unknown.get();
        }
    }
}
