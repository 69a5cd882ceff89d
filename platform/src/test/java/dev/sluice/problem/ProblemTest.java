package dev.sluice.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

class ProblemTest {

    @Test
    void anAnswerHasTheUsualMembersFirstAndThenItsOwn() {
        ResponseEntity<Object> answer = Problems.MALFORMED_BODY
                .problem("A quote is missing.")
                .with("line", 3)
                .with("column", 7)
                .answer();

        assertThat(answer.getStatusCode().value()).isEqualTo(400);
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat((Map<?, ?>) answer.getBody())
                .asString()
                .isEqualTo("{type=/problems/malformed-body, title=The body can't be read, status=400,"
                        + " detail=A quote is missing., retriable=false, line=3, column=7}");
    }

    @Test
    void aPauseIsAtLeastASecond() {
        Problem problem = Problems.LOG_UNAVAILABLE.problem("").retryAfter(Duration.ofMillis(10));

        assertThat(problem.headers()).containsEntry("Retry-After", "1");
    }

    @Test
    void twoKindsMayNotShareASlug() {
        ProblemKind other = new ProblemKind("not-found", 404, "Gone", false, "");

        assertThatThrownBy(() -> ProblemCatalogue.of(List.of(Problems.kinds(), ProblemKinds.of(other))))
                .hasMessage("two kinds of problem have the slug not-found");
    }

    @Test
    void aKindThatCantBeAnErrorIsRefused() {
        assertThatThrownBy(() -> new ProblemKind("Not Found", 404, "", false, ""))
                .hasMessageContaining("slug");
        assertThatThrownBy(() -> new ProblemKind("fine", 200, "", false, "")).hasMessageContaining("status");
    }
}
