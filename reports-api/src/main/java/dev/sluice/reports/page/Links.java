package dev.sluice.reports.page;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Addresses that are followed as they stand. */
public final class Links {

    private Links() {}

    /** The same question with one parameter put in or replaced. */
    public static String with(String path, Map<String, String> parameters, String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put(name, value);
        UriComponentsBuilder link = UriComponentsBuilder.fromPath(path);
        all.forEach((key, text) -> link.queryParam(
                UriUtils.encode(key, StandardCharsets.UTF_8), UriUtils.encode(text, StandardCharsets.UTF_8)));
        return link.build(true).toUriString();
    }

    public static String segment(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }
}
