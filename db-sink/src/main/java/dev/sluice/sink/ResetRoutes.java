package dev.sluice.sink;

import dev.sluice.access.Caller;
import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.contract.Contracts;
import dev.sluice.problem.ProblemKind;
import dev.sluice.problem.ProblemKinds;
import dev.sluice.problem.Problems;
import dev.sluice.sink.FoldedTable.Change;
import dev.sluice.sink.Resets.Wish;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The one thing that an operator can tell the sink: make tables what their log says, and go on. */
@RestController
@RequestMapping("/v1/sink/resets")
@Scoped(Scope.ADMIN)
final class ResetRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ResetRoutes.class);

    private static final ProblemKind NOT_NOW = new ProblemKind(
            "reset-not-now",
            409,
            "A reset is not possible at this moment",
            true,
            "Another reset is at work, or refused rows are being repaired in the log without a pause. Nothing was changed."
                    + " Try again in a minute.");

    private static final ProblemKind ORPHANS = new ProblemKind(
            "reset-leaves-orphans",
            409,
            "The log of these tables refers to rows that are nowhere",
            false,
            "Rows in the log refer to rows of another table that neither that table nor its log holds. Nothing was changed."
                    + " Reset that table as well, or bring its rows back first.");

    private final Resets resets;
    private final Contracts contracts;

    ResetRoutes(Resets resets, Contracts contracts) {
        this.resets = resets;
        this.contracts = contracts;
    }

    static ProblemKinds problems() {
        return ProblemKinds.of(NOT_NOW, ORPHANS);
    }

    /**
     * @param tables all of them when it doesn't say
     * @param counted whether the records of a topic that was made anew have been counted before; they have, unless it says
     * @param dryRun whether only to say what would change
     */
    record Body(
            @Nullable List<String> tables,
            @Nullable Boolean counted,
            @Nullable Boolean dryRun) {
        boolean rehearse() {
            return Boolean.TRUE.equals(dryRun);
        }
    }

    @PostMapping
    Map<String, Object> reset(@RequestBody Body body, Caller caller) throws SQLException {
        List<String> asked = body.tables;
        Set<String> tables = asked == null ? contracts.tables() : Set.copyOf(asked);
        for (String table : tables) {
            if (contracts.find(table).isEmpty()) {
                throw Problems.UNKNOWN_TABLE.because("There is no table " + table + ".");
            }
        }
        LOG.atWarn()
                .addKeyValue("by", caller.keyId())
                .addKeyValue("count", tables.size())
                .log("reset asked for");
        Wish wish = new Wish(tables, asked == null, !Boolean.FALSE.equals(body.counted), body.rehearse());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("dryRun", wish.rehearse());
        answer.put("tables", run(wish));
        return answer;
    }

    private Map<String, Change> run(Wish wish) throws SQLException {
        try {
            return resets.run(wish)
                    .orElseThrow(() -> NOT_NOW.because("Another reset is at work, or the log is being repaired."));
        } catch (SQLException e) {
            if (SinkFailure.of(e).isData()) {
                throw ORPHANS.because(SinkFailure.publicMessage(e));
            }
            throw e;
        }
    }
}
