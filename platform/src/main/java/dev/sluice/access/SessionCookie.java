package dev.sluice.access;

import dev.sluice.problem.ProblemKind;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseCookie;

/**
 * How a session travels. No script reads the cookie, and no page but the console's own makes use of it: the browser says
 * which page asks, and a request that changes something carries a header that other pages can't send without asking us
 * first, which nothing here answers. Other ports of this machine are the same site to a browser, so the cookie's own
 * rule is not enough.
 */
final class SessionCookie {

    static final String NAME = "sluice_session";
    static final String HEADER = "Sluice-Console";

    static final ProblemKind ANOTHER_SITE = new ProblemKind(
            "another-site",
            403,
            "The request doesn't come from the console",
            false,
            "A browser's session counts for requests of the console's own page only, and one that changes something needs"
                    + " the header Sluice-Console. Scripts send a key instead.");

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    /** Typed by the user, or asked by our own page; absent in browsers that don't say. */
    private static final Set<String> OUR_PAGES = Set.of("none", "same-origin");

    private SessionCookie() {}

    static Optional<String> of(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(NAME))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    static void requireOurPage(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean changes = !SAFE.contains(request.getMethod());
        boolean fromElsewhere = site != null && !OUR_PAGES.contains(site);
        boolean unmarked = changes && request.getHeader(HEADER) == null;
        if (fromElsewhere || unmarked) {
            throw ANOTHER_SITE.because("The session's cookie does not count here.");
        }
    }

    static String set(HttpServletRequest request, String token, Duration age) {
        boolean secure = request.isSecure() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
        return ResponseCookie.from(NAME, token)
                .path("/")
                .httpOnly(true)
                .sameSite("Strict")
                .secure(secure)
                .maxAge(age)
                .build()
                .toString();
    }
}
