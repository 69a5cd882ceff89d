package dev.sluice.reports.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** In which form the client wants a table. */
public enum Format {
    JSON("application/json"),
    CSV("text/csv;charset=UTF-8");

    private final String type;

    Format(String type) {
        this.type = type;
    }

    /** As it stands in {@code ?format=}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public MediaType type() {
        return MediaType.parseMediaType(type);
    }

    /** The parameter decides, else the Accept header by its weights; empty when neither names a form we have. */
    public static Optional<Format> of(@Nullable String parameter, @Nullable String accept) {
        if (parameter != null) {
            return List.of(values()).stream()
                    .filter(format -> format.word().equals(parameter))
                    .findFirst();
        }
        if (accept == null || accept.isBlank()) {
            return Optional.of(JSON);
        }
        try {
            List<MediaType> wanted = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(wanted);
            return wanted.stream()
                    .filter(range -> range.getQualityValue() > 0)
                    .sorted((a, b) -> Double.compare(b.getQualityValue(), a.getQualityValue()))
                    .flatMap(range -> List.of(values()).stream().filter(format -> range.includes(format.type())))
                    .findFirst();
        } catch (InvalidMediaTypeException e) {
            return Optional.empty();
        }
    }
}
