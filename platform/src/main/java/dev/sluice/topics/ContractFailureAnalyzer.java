package dev.sluice.topics;

import dev.sluice.contract.ContractException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A contract that can't be right stops the start with file, field and reason. Found through spring.factories. */
final class ContractFailureAnalyzer extends AbstractFailureAnalyzer<ContractException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ContractException cause) {
        return new FailureAnalysis(cause.getMessage(), "Correct the contract.", cause);
    }
}
