package dev.sluice.start;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/** A settings record that refuses a value has said all there is to say. Found through spring.factories. */
@Order(0)
final class SettingFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        Throwable inner = cause;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return inner instanceof IllegalArgumentException && message != null && message.startsWith("sluice.")
                ? new FailureAnalysis(message, "Correct the setting.", cause)
                : null;
    }
}
