package dev.sluice.producer.body;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The handler gets its body read to the end, without a thread having waited for a slow client. See {@link BodyReading}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface WholeBody {
    /** Request attribute: the body, or what is wrong with it. */
    String BODY = "dev.sluice.producer.body";
}
