package dev.sluice.e2e;

import java.net.http.HttpResponse;

/** What came back over HTTP. */
record Answer(int status, String contentType, String body) {

    static Answer of(HttpResponse<String> response) {
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("content-type").orElse(""),
                response.body());
    }
}
