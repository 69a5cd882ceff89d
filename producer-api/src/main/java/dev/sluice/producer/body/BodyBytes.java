package dev.sluice.producer.body;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The body of a handler with {@link WholeBody}. Handed over as it is: as a request attribute Spring would convert it byte by
 * byte, which took longer than everything else that is done with it.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface BodyBytes {}
