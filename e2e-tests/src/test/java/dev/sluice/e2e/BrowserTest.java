package dev.sluice.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs where a Chromium is installed, and where {@code SLUICE_BROWSER=required} says that one has to be. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "dev.sluice.e2e.Browser#isWanted",
        disabledReason = "no Chromium with its driver here: apt-get install chromium chromium-driver")
@interface BrowserTest {}
