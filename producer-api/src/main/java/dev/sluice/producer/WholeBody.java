package dev.sluice.producer;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The handler gets its body read to the end, without a thread having waited for a slow client. See {@link BodyReading}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface WholeBody {}
