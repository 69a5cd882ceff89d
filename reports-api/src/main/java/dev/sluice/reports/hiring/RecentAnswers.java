package dev.sluice.reports.hiring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers that were written lately, by their ETag: the same tag, the same bytes, so none can be out of date. */
final class RecentAnswers {

    private static final int KEPT = 32;
    private static final int LARGEST = 1 << 20;

    private final Map<String, ReportText> answers = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ReportText> eldest) {
            return size() > KEPT;
        }
    };

    synchronized Optional<ReportText> find(String etag) {
        return Optional.ofNullable(answers.get(etag));
    }

    synchronized void keep(String etag, ReportText answer) {
        if (answer.size() <= LARGEST) {
            answers.put(etag, answer);
        }
    }
}
