package dev.sluice.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * One problem of one request.
 *
 * @param detail what is wrong this time; never a secret, never what a library said about its insides
 * @param members further members of the answer, after the usual ones
 * @param headers further headers of the answer
 */
public record Problem(ProblemKind kind, String detail, Map<String, Object> members, Map<String, String> headers) {

    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(kind, detail, more, headers);
    }

    public Problem header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(kind, detail, members, more);
    }

    /** How long the caller should wait, in whole seconds and at least one. */
    public Problem retryAfter(Duration pause) {
        return header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, pause.toSeconds())));
    }

    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** For routes that answer with a problem without throwing it. */
    public ResponseEntity<Object> answer() {
        HttpHeaders fields = new HttpHeaders();
        headers.forEach(fields::set);
        fields.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(body(), fields, HttpStatusCode.valueOf(kind.status()));
    }

    /** The members in the order in which people read them. */
    private Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", kind.type());
        body.put("title", kind.title());
        body.put("status", kind.status());
        body.put("detail", detail);
        body.put("retriable", kind.retriable());
        body.putAll(members);
        return body;
    }
}
